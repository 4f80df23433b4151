"""Mail that comes in for a product: which addresses are its own, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from parvis.kernel.registry import Registry


class Verdict(StrEnum):
    """Whether the mail really comes from the domain that it names."""

    PROVEN = "proven"
    FAILED = "failed"
    UNVERIFIED = "unverified"


class Apart(StrEnum):
    """Why a mail does not go straight to its case."""

    SECRET = "secret"  # noqa: S105  the name of a reason
    TARGETS = "targets"
    UNPROVEN = "unproven"
    AUTOMATIC = "automatic"
    SPAM = "spam"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Arrived:
    """A mail, read: text only, what it quotes apart. ``automatic`` was written by a program and is never answered."""

    sender: str
    received_at: datetime
    sender_name: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    subject: str = ""
    text: str = ""
    quoted: str = ""
    written_at: datetime | None = None
    attachments: tuple[Attached, ...] = ()
    automatic: bool = False
    verdict: Verdict = Verdict.UNVERIFIED
    apart: Apart | None = None


@dataclass(frozen=True)
class Mailbox:
    """The addresses ``<key>-<number>+<secret>@…`` of a product.

    ``takes(number, mail)`` keeps a mail, once however often it is called, and answers whether there is such a number.
    """

    key: str
    takes: Callable[[str, Arrived], bool]


mailboxes: Registry[Mailbox] = Registry("mailbox")
