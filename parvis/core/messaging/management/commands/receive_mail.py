"""``receive-mail``: our own mail server. It takes what is for a case, keeps it before it says so, relays nothing."""

import asyncio
import logging
import signal
import threading
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from parvis.core.messaging.actions.receiving import LARGEST, Finding, receive
from parvis.core.messaging.enums import Door
from parvis.core.messaging.queries.addresses import target_of
from parvis.core.messaging.queries.reading import found_before
from parvis.kernel.actor import system
from parvis.kernel.declarations.starting import require_conditions
from parvis.kernel.scope import Reach, open_scope

RECEIVER: Final = system("messaging.smtp")
RECIPIENTS: Final = 20
logger = logging.getLogger("parvis.messaging")


class Command(BaseCommand):
    help = "Reçoit par SMTP les courriels adressés aux dossiers, jusqu’à ce qu’on l’arrête."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute")
        parser.add_argument("--port", type=int, default=2525, help="port d’écoute")
        parser.add_argument(
            "--behind",
            action="store_true",
            help="un serveur de messagerie reçoit devant, seul à joindre ce port : ce qu’il a vérifié est cru",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_conditions()
        stopping = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopping.set())
        running = server(options["host"], options["port"], behind=options["behind"])
        running.start()
        stopping.wait()
        running.stop()


class Receiver:
    """What is answered to a mail server that brings a mail; ``behind`` one that verified it."""

    def __init__(self, *, behind: bool = False) -> None:
        self.behind = behind

    async def handle_RCPT(  # noqa: N802  named by the library
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whoever writes to an address that does not exist is told at once, by their own server."""
        target = target_of(address)
        if target is None or not target.genuine:
            return "550 5.1.1 Cette adresse n'existe pas ici"
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Trop de destinataires"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802  named by the library
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Accepted is committed; what cannot be kept now is asked again later, and nothing is lost."""
        try:
            await asyncio.to_thread(_keep, envelope, behind=self.behind)
        except Exception as error:  # noqa: BLE001  any other answer than « later » would lose the mail for good
            logger.warning("A mail could not be kept: %s", type(error).__name__)
            return "451 4.3.0 Indisponible pour le moment, recommencez plus tard"
        return "250 2.0.0 OK"


def server(host: str, port: int, *, behind: bool = False) -> Controller:
    """The server, to be started and stopped."""
    return Controller(
        Receiver(behind=behind), hostname=host, port=port, data_size_limit=LARGEST, ident="Parvis",
        server_hostname="parvis", enable_SMTPUTF8=True,
    )  # fmt: skip


def _keep(envelope: Envelope, *, behind: bool) -> None:
    close_old_connections()
    raw = envelope.original_content or b""
    told = found_before(raw) if behind else ()
    finding = Finding(Door.SMTP, empty_sender=envelope.mail_from in {None, "", "<>"}, told=told)
    try:
        with open_scope(RECEIVER, reach=Reach.EVERYTHING, channel="smtp"):
            receive(by=RECEIVER, raw=raw, recipients=envelope.rcpt_tos, finding=finding)
    finally:
        # The thread may never serve again: it keeps no place in the database.
        connection.close()
