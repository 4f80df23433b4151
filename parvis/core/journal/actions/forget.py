"""Cutting the link between a person and the lines that name them."""

from collections.abc import Iterable

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor


@transaction.atomic
def forget_subjects(*, by: Actor, keys: Iterable[str]) -> int:
    """Destroy the pseudonyms of these people: their lines stay, and lead to nobody any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_forget(%s::text[])", [list(keys)])
        forgotten = int(cursor.fetchone()[0])
    record(by=by, verb="journal.forget", categories=["plateforme.journal.traces"], count=forgotten)
    return forgotten
