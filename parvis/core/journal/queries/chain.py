"""Proof that no line of the journal was changed, removed or slipped in."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection

from parvis.kernel import clock

BATCH = 2000
MONTHS_KEPT = 12
DISORDER = timedelta(days=1)
"""Lines are sealed in the order of commits, and no transaction lasts a day."""


class Flaw(StrEnum):
    """What is wrong with a link."""

    CHANGED = "ligne modifiée"
    REMOVED = "ligne supprimée"
    GAP = "scellé manquant"
    UNSEALED = "ligne sans scellé"
    ANCHOR = "ancre absente ou différente"


@dataclass(frozen=True)
class Anchor:
    """The last link, to be kept outside: it proves later that the end of the chain was not cut."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """Read what ``str()`` writes; ValueError otherwise."""
        sequence, _, digest = text.partition(":")
        return cls(int(sequence), digest.strip().lower())


@dataclass(frozen=True)
class Verdict:
    """What verification found: sound up to ``anchor``, or the first broken link."""

    links: int
    anchor: Anchor | None
    flaw: Flaw | None = None
    sequence: int | None = None
    entry: str = ""

    @property
    def sound(self) -> bool:
        """Whether the chain holds."""
        return self.flaw is None


LINKS = """
SELECT s.sequence, s.entry_id, s.recorded_at, s.hash,
       e.id, e.recorded_at, e.actor_key, e.actor_role, e.organisation, e.verb, e.subjects, e.categories,
       e.activity, e.object_key, e.channel, e.request_id, e.count
FROM journal_seal s LEFT JOIN journal_entry e ON e.id = s.entry_id AND e.recorded_at = s.recorded_at
WHERE s.sequence > %s ORDER BY s.sequence LIMIT %s
"""
UNSEALED = """
SELECT e.id FROM journal_entry e LEFT JOIN journal_seal s ON s.entry_id = e.id WHERE s.entry_id IS NULL
ORDER BY e.recorded_at LIMIT 1
"""


def verify(anchor: Anchor | None = None) -> Verdict:
    """Recompute the chain, here and not in the database, and name its first broken link.

    ``anchor`` is one that was kept outside. Needs a scope that reaches everything.
    """
    previous, last, links, anchored, newest = b"", None, 0, anchor is None, None
    for sequence, entry_id, recorded_at, digest, *line in _links():
        flaw = None
        if sequence != links + 1:
            flaw = Flaw.GAP
        elif line[0] is None:
            # A seal made older, to pass its line off as one dropped at its term, would be out of order.
            older = newest is not None and recorded_at < newest - DISORDER
            flaw = Flaw.REMOVED if older or not _expired(recorded_at) else None
        elif hashlib.sha256(previous + line_digest(line)).digest() != digest:
            flaw = Flaw.CHANGED
        if flaw:
            return Verdict(links, last, flaw, sequence, str(entry_id))
        previous, links, last = digest, sequence, Anchor(sequence, digest.hex())
        anchored = anchored or last == anchor
        newest = max(newest, recorded_at) if newest else recorded_at
    if not anchored:
        return Verdict(links, last, Flaw.ANCHOR, anchor.sequence if anchor else None)
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED)
        stray = cursor.fetchone()
    return Verdict(links, last, Flaw.UNSEALED, None, str(stray[0])) if stray else Verdict(links, last)


def latest_anchor() -> Anchor | None:
    """The last link of the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, encode(hash, 'hex') FROM journal_seal ORDER BY sequence DESC LIMIT 1")
        row = cursor.fetchone()
    return Anchor(*row) if row else None


def line_digest(line: list[Any]) -> bytes:
    """The hash of a line: each field, in the order of the table, preceded by its length in bytes."""
    identifier, recorded_at, *values = line
    written = [str(identifier), recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%f"), *map(_text, values)]
    return hashlib.sha256("".join(map(_netstring, written)).encode()).digest()


def _links() -> Iterator[tuple[Any, ...]]:
    reached = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(LINKS, [reached, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
        reached = rows[-1][0]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_netstring(str(item)) for item in value)
    return "" if value is None else str(value)


def _netstring(value: str) -> str:
    return f"{len(value.encode())}:{value}"


def _expired(recorded_at: datetime) -> bool:
    """Whether the month of a line was due to be dropped."""
    today = clock.now()
    months = today.year * 12 + today.month - (recorded_at.year * 12 + recorded_at.month)
    return months > MONTHS_KEPT
