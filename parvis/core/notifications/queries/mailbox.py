"""The mails that the demonstration keeps in a folder instead of sending them."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN = b"\n" + b"-" * 79 + b"\n"
NAME = re.compile(r"[\w-]{1,100}", re.ASCII)
SHOWN = 100


@dataclass(frozen=True)
class Kept:
    """One mail of the folder."""

    name: str
    subject: str
    sender: str
    recipient: str
    reply_to: str
    on: datetime
    text: str
    html: str


def kept_mails(limit: int = SHOWN) -> list[Kept]:
    """The latest mails, newest first."""
    files = sorted(_folder().glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found = (mail for path in files[:limit] for mail in _mails_of(path))
    return sorted(found, key=lambda mail: mail.on, reverse=True)[:limit]


def kept_mail(name: str) -> Kept | None:
    """The mail known as ``name`` in the list, if it is still there."""
    if not NAME.fullmatch(name):
        return None
    path = _folder() / f"{name.rpartition('_')[0]}.log"
    return next((mail for mail in _mails_of(path) if mail.name == name), None) if path.is_file() else None


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.PARVIS_DATA / "courriels")


def _mails_of(path: Path) -> Iterator[Kept]:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for place, raw in enumerate(part for part in path.read_bytes().split(BETWEEN) if part.strip()):
        mail = email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
        yield Kept(
            name=f"{path.stem}_{place}",
            subject=str(mail.get("Subject", "")),
            sender=str(mail.get("From", "")),
            recipient=str(mail.get("To", "")),
            reply_to=str(mail.get("Reply-To", "")),
            on=_written_on(mail) or changed,
            text=_body(mail, "plain"),
            html=_body(mail, "html"),
        )


def _written_on(mail: EmailMessage) -> datetime | None:
    """When the mail says that it was written; a date of « -0000 » is in UTC, and is read without zone."""
    if not mail["Date"]:
        return None
    on = parsedate_to_datetime(str(mail["Date"]))
    return on if on.tzinfo else on.replace(tzinfo=UTC)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
