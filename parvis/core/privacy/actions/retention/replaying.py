"""After a restore, erase again what was erased since the backup was taken: the ledger knows it, and names nobody."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.actions.retention.erasing import BATCH, empty_columns, erase_rows
from parvis.core.privacy.queries.retention.ledger import FINGERPRINT, pads, secrets
from parvis.core.privacy.queries.retention.nodes import Node, node_named
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import tables
from parvis.kernel.scope import reading_restricted

REASON = "retention"
WRITTEN = """
    SELECT DISTINCT label, year, kind = 'empty', columns FROM ledger.entry WHERE done >= %s
    ORDER BY label, year, columns
"""
AGAIN = """
    SELECT t."{key}"::text FROM "{relation}" t
    WHERE {fingerprint} IN (
        SELECT key FROM ledger.entry
        WHERE label = %(label)s AND year = %(year)s AND columns = %(columns)s AND done >= %(since)s
    ) ORDER BY t."{key}"
"""


class KeyDestroyedError(Exception):
    """The backup is older than the keys of the ledger: who was erased since cannot be known."""


def replay(*, by: Actor, since: datetime) -> int:
    """Erase, or empty, the rows that the ledger says were erased or emptied from ``since`` on; tell how many.

    Only what was done after the backup counts: before it, the rows were already gone, and their numbers may since
    belong to others. ``KeyDestroyedError`` when the ledger can no longer tell who that was.
    """
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [since])
        written = cursor.fetchall()
    known, done = secrets(), 0
    if {year for _, year, _, _ in written} - set(known):
        raise KeyDestroyedError
    with reading_restricted(REASON):
        for label, year, emptied, columns in written:
            if label in tables:
                names = columns.split(",") if emptied and columns else []
                for keys in _found(node_named(label), year, columns, known[year], since):
                    done += _again(by, node_named(label), keys, names)
    record(by=by, verb="retention.replay", object_key="ledger", count=done)
    return done


def _found(node: Node, year: int, columns: str, secret: bytes, since: datetime) -> Iterator[list[str]]:
    """The keys of the rows that came back, a batch at a time."""
    value = f"%(label)s || ':' || t.\"{node.key}\"::text"
    statement = AGAIN.format(key=node.key, relation=node.relation, fingerprint=FINGERPRINT.format(value=value))
    parameters: dict[str, Any] = {"label": node.label, "year": year, "columns": columns, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | pads(secret))
        keys = [key for (key,) in cursor.fetchall()]
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


@transaction.atomic
def _again(by: Actor, node: Node, keys: list[str], names: list[str]) -> int:
    if names:
        empty_columns(node, names, keys)
    else:
        erase_rows(node, keys, {})
    record(by=by, verb="retention.again", categories=sorted(node.categories), object_key=node.label, count=len(keys))
    return len(keys)
