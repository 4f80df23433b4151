"""Write by mail for a case: each addressee gets a mail of their own, and answers to the address of the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from parvis.core.documents.models import Document
from parvis.core.messaging.queries.addresses import RETURNED, address_of
from parvis.core.notifications.actions.sending import ReturnTo, new_message_id, post
from parvis.core.notifications.models import Outgoing
from parvis.core.notifications.queries.words import Block
from parvis.kernel.actor import Actor

DOCUMENTS: Final = "documents"


@dataclass(frozen=True)
class Letter:
    """What is written: ``office`` is the name that the addressee reads; ``shown`` lets each see the others."""

    key: str
    office: str
    subject: str
    text: str
    message_id: str
    reply_to: str = ""
    in_reply_to: str = ""
    documents: Sequence[Document] = ()
    shown: bool = False


def followed(about: str) -> ReturnTo:
    """A mail about ``about`` (« app.Model:1 »), which comes back to us when nobody takes it."""
    number = uuid4()
    return ReturnTo(number, address_of(RETURNED, str(number)), about)


def new_name() -> str:
    """What a mail that is about to be written is called, by which the answer names it."""
    return new_message_id(settings.DEFAULT_FROM_EMAIL)


@transaction.atomic
def correspond(*, by: Actor, letter: Letter, to: Sequence[str]) -> list[Outgoing]:
    """Send ``letter`` to each address once this transaction commits; nobody sees who else has it unless shown."""
    return [post(_outgoing(letter, address, to), by=by) for address in dict.fromkeys(to)]


def _outgoing(letter: Letter, address: str, everybody: Sequence[str]) -> Outgoing:
    number = uuid4()
    others = [each for each in everybody if each != address] if letter.shown else []
    return Outgoing(
        id=number,
        key=letter.key,
        recipient=address,
        reply_to=letter.reply_to,
        sender=formataddr((letter.office, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]), charset="utf-8"),
        subject=letter.subject,
        text=letter.text,
        html=_html(letter),
        message_id=letter.message_id,
        envelope=address_of(RETURNED, str(number)),
        shown_to=", ".join(others),
        in_reply_to=letter.in_reply_to,
        enclosed=" ".join(f"{DOCUMENTS}:{each.pk}" for each in letter.documents),
    )


def _html(letter: Letter) -> str:
    blocks = [Block((line.strip(),), is_list=False) for line in letter.text.splitlines() if line.strip()]
    return render_to_string("notifications/mail.html", {"subject": letter.subject, "blocks": blocks})
