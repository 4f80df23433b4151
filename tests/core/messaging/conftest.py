"""Mails made for the tests, and a mailbox that keeps what it is given."""

import socket
from collections.abc import Iterator

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from parvis.core.messaging.queries.addresses import address_of
from parvis.kernel.declarations.mail import Arrived, Mailbox, mailboxes
from tests.factories.disk import stored_in

DOMAIN = "courriel.parvis.test"


class Kept:
    """A mailbox of the tests; the number « 404 » is nobody's."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Arrived]] = []

    def take(self, number: str, mail: Arrived) -> bool:
        if number == "404":
            return False
        if number == "500":
            raise ZeroDivisionError
        self.mails.append((number, mail))
        return True

    def address(self, number: str = "1") -> str:
        return address_of("essai", number)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> FileSystemStorage:
    """Files of a test stay in its folder."""
    stored_in(settings, tmp_path / "files")
    return default_storage


@pytest.fixture
def mailbox(settings) -> Iterator[Kept]:
    settings.PARVIS_MAIL_DOMAIN = DOMAIN
    kept = Kept()
    mailboxes.register(Mailbox("essai", kept.take))
    yield kept
    del mailboxes._items["essai"]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def written(to: str, *, body: str = "Bonjour", name: str = "<a@exemple.fr>", **headers: str) -> bytes:
    """A plain mail."""
    lines = {"From": "Zoé <zoe@exemple.fr>", "To": to, "Subject": "Bonjour", "Message-ID": name} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    head = "\r\n".join(f"{key}: {value}" for key, value in lines.items())
    return f"{head}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()
