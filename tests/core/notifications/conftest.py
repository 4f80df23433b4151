"""A real mail server, and messages made for the tests."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from parvis.kernel.declarations.notifications import Message, messages

WORDS = """Bonjour {{ name }},

{{ organisation }} vous invite
à rejoindre ses membres.

- vous verrez ses dossiers ;
- vous pourrez partir quand vous voulez.

À bientôt.
"""


class MailServer:
    """Keeps what it accepts; answers what it is told to."""

    def __init__(self) -> None:
        self.received: list[tuple[str, list[str], bytes]] = []
        self.answers: list[str] = []
        self.recipient_answers: list[str] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller: Controller | None = None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802  named by the library
        answer = self.recipient_answers.pop(0) if self.recipient_answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802  named by the library
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return answer

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "parvis.core.notifications.adapters.outbox.OutboxBackend"
    settings.PARVIS_EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    server.start()
    yield server
    server.stop()


@pytest.fixture
def invitation(settings, tmp_path: Path) -> Iterator[Message]:
    """A message whose words are in a folder of the test."""
    (tmp_path / "tests/mails").mkdir(parents=True)
    (tmp_path / "tests/mails/invitation.txt").write_text(WORDS)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    message = messages.register(
        Message("tests.invitation", "Inviter", "{{ organisation }}\nvous invite", action="Répondre à l’invitation")
    )
    yield message
    del messages._items[message.key]
