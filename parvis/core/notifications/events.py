"""What becomes of a mail, told to whoever wrote it."""

from dataclasses import dataclass
from uuid import UUID

from parvis.core.notifications.enums import Delivery


@dataclass(frozen=True)
class MailMoved:
    """A mail was handed over, refused, given up or returned; still waiting, with ``why``, it will be tried again."""

    outgoing: UUID
    state: Delivery
    why: str = ""
