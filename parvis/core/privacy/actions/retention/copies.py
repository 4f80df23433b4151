"""Copies outside the tables: asked to go with their rows, tried again until reading back finds nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import Removal
from parvis.core.privacy.queries.declared import column_name
from parvis.core.privacy.queries.retention.nodes import Node, literal
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Holder, holders

ASK = """
    INSERT INTO privacy_removal (holder, name, entry, asked_on, attempts, error)
    SELECT %s, t."{column}", e.number, %s, 0, ''
    FROM "{relation}" t LEFT JOIN unnest(%s::{type}[], %s::bigint[]) AS e (key, number) ON e.key = t."{key}"
    WHERE t."{key}" = ANY (%s::{type}[]) AND t."{column}" <> ''
"""
SEEN_GONE = "UPDATE ledger.entry SET copies_pending = copies_pending - 1 WHERE id = %s AND copies_pending > 0"


def holders_of(node: Node) -> list[Holder]:
    """Where copies of rows of ``node`` are."""
    return [holder for holder in holders if holder.column.rpartition(".")[0] == node.label]


def ask_removal(cursor: Any, node: Node, keys: Sequence[str], entries: Mapping[str, int]) -> None:
    """Note the copies of these rows, in the transaction that destroys them."""
    for holder in holders_of(node):
        column = column_name(node.model, holder.column.rpartition(".")[2])
        statement = ASK.format(column=column, relation=node.relation, key=node.key, type=node.key_type)
        cursor.execute(statement, [holder.key, clock.now(), literal(entries), literal(entries.values()), literal(keys)])


def remove_copies(*, by: Actor) -> tuple[int, int]:
    """Try every copy that waits; tell how many are seen gone, and how many remain."""
    gone = left = 0
    for number in Removal.objects.filter(done_on=None).values_list("pk", flat=True).iterator():
        seen_gone = _remove(number)
        gone += seen_gone is True
        left += seen_gone is False
    if gone:
        record(by=by, verb="retention.copies", object_key="privacy.Removal", count=gone)
    return gone, left


@transaction.atomic
def _remove(number: int) -> bool | None:
    """Try one; ``None`` when another process is at it, or done."""
    removal = Removal.objects.select_for_update(skip_locked=True).filter(pk=number, done_on=None).first()
    if removal is None:
        return None
    removal.attempts += 1
    removal.tried_on = clock.now()
    there = True
    try:
        holder = holders.get(removal.holder)
        holder.remove(removal.name)
        there = holder.holds(removal.name)
        removal.error = "" if not there else "StillThere"
    except Exception as error:  # noqa: BLE001  each storage fails in its own way, and must not stop the night
        removal.error = type(error).__name__
    if not there:
        removal.done_on = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(SEEN_GONE, [removal.entry])
    removal.save(update_fields=["attempts", "tried_on", "done_on", "error"])
    return not there
