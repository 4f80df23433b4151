"""Django's mails, those of the sign-in library included, go through the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from parvis.core.notifications.actions.sending import keep_mails
from parvis.kernel.scope import actor_or_visitor


class OutboxBackend(BaseEmailBackend):
    """Keeps mails with the transaction that writes them; a job sends them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails and say how many."""
        return keep_mails(email_messages, by=actor_or_visitor())
