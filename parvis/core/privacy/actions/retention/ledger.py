"""Writing the ledger: an entry before each destruction, a root each day, a key each year."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.queries.register import register
from parvis.core.privacy.queries.retention.ledger import FINGERPRINT, context, pads, root_of, secrets
from parvis.core.privacy.queries.retention.nodes import literal
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import BACKUPS_KEPT
from parvis.kernel.sealing import KEY, wrap_key

# Whoever writes shares it, whoever takes a backup has it alone for an instant: what is written before a backup is
# committed before it.
SHARED = "SELECT pg_advisory_xact_lock_shared(hashtext('parvis.ledger'), 0)"
ENTRY = f"""
    INSERT INTO ledger.entry
        (day, label, key, year, rule, kind, columns, register, due, done, copies_pending)
    SELECT %(day)s, %(label)s, {FINGERPRINT.format(value="%(label)s || ':' || w.key")}, %(year)s, %(rule)s,
           %(kind)s, %(columns)s, %(register)s, w.due, %(done)s, %(copies)s
    FROM unnest(%(keys)s::text[], %(dues)s::date[]) AS w (key, due)
"""


@dataclass(frozen=True)
class Book:
    """What a run writes in the ledger: its day, the key of its year, the register that it applies."""

    day: date
    year: int
    pads: dict[str, bytes]
    register: str

    def write(
        self,
        *,
        label: str,
        rule: str,
        kind: str,
        keys: Sequence[str],
        dues: Sequence[date | None],
        columns: Sequence[str] = (),
        copies: int = 0,
    ) -> dict[str, int]:
        """One entry for each key, before its row is touched; with ``copies``, tell the number of each entry."""
        with connection.cursor() as cursor:
            cursor.execute(SHARED)
        parameters: dict[str, Any] = {
            "day": self.day, "label": label, "year": self.year, "rule": rule, "kind": kind,
            "columns": ",".join(columns), "register": self.register, "done": clock.now(), "copies": copies,
            "keys": literal(keys), "dues": literal(dues),
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(ENTRY + ("RETURNING id" if copies else ""), parameters | self.pads)
            return dict(zip(keys, (number for (number,) in cursor.fetchall()), strict=True)) if copies else {}


def open_book(day: date) -> Book:
    """The ledger of a day; the key of its year is made when it is the first."""
    known = secrets()
    if day.year not in known:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger.key (year, secret, made) VALUES (%s, %s, %s) ON CONFLICT (year) DO NOTHING",
                [day.year, wrap_key(os.urandom(KEY), settings.PARVIS_MASTER_KEY, context(day.year)), clock.now()],
            )
        known = secrets()
    return Book(day, day.year, pads(known[day.year]), register_version())


def register_version() -> str:
    """The register that is applied, by its digest."""
    return hashlib.sha256(json.dumps(register(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


@transaction.atomic
def seal_day(*, by: Actor, day: date) -> str:
    """Keep the root of what the ledger says of ``day``; tell it. Sealing again the same entries changes nothing."""
    entries, root = root_of(day)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.root (day, entries, root, made) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (day) DO UPDATE SET entries = EXCLUDED.entries, root = EXCLUDED.root, made = EXCLUDED.made "
            "WHERE ledger.root.entries <> EXCLUDED.entries",
            [day, entries, root, clock.now()],
        )
    return root.hex()


@transaction.atomic
def destroy_old_keys(*, by: Actor, today: date) -> int:
    """Destroy the key of each year that no living backup knows: its entries lead to nobody any more."""
    over = [year for year in secrets() if BACKUPS_KEPT.after(date(year, 12, 31)) < today]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.key SET secret = NULL, destroyed = %s WHERE secret IS NOT NULL AND year = ANY (%s)",
            [clock.now(), over],
        )
        destroyed = cursor.rowcount
    if destroyed:
        record(by=by, verb="retention.key-destroyed", object_key="ledger", count=destroyed)
    return int(destroyed)
