"""The anchor of the journal: what the last verification proved, here and outside the database."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from parvis.core.journal.models import JournalVerification
from parvis.core.journal.queries.chain import Anchor


@dataclass(frozen=True)
class PublishedAnchor:
    """What anybody may be told: how many lines, whether they hold, when that was seen, and the last seal."""

    verified_at: datetime
    links: int
    sound: bool
    flaw: str
    anchor: str


def published_anchor() -> PublishedAnchor | None:
    """What the last verification found; nothing before the first night."""
    last = JournalVerification.objects.first()
    if last is None:
        return None
    anchor = f"{last.anchor_sequence}:{last.anchor_hash}" if last.anchor_hash else ""
    return PublishedAnchor(last.verified_at, last.links, last.sound, last.flaw, anchor)


def anchor_file() -> Path:
    """Where the anchors of this very database are kept: a database made anew, or restored, begins another file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        number = cursor.fetchone()[0]
    return Path(settings.PARVIS_ANCHORS) / f"journal-{connection.settings_dict['NAME']}-{number}.txt"


def kept_anchor() -> Anchor | None:
    """The last anchor written outside; nothing when none was."""
    try:
        lines = anchor_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    return Anchor.parse(lines[-1].partition(" ")[2]) if lines else None
