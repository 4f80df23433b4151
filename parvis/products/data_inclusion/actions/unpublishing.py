"""What its source has not confirmed for two years is no longer shown; thirty days later the night erases it."""

from typing import Final

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.editions import new_edition
from parvis.products.data_inclusion.actions.tombstones import tell_removed

CATEGORY: Final = "data-inclusion.contacts.contact"
_UNCONFIRMED: Final = """
    UPDATE {table} SET removed_at = %(now)s
    WHERE removed_at IS NULL AND (last_seen + interval '24 months')::date <= %(today)s::date
"""
_ORPHANS: Final = """
    UPDATE data_inclusion_service service SET removed_at = %(now)s FROM data_inclusion_structure structure
    WHERE structure.id = service.structure_id AND structure.removed_at IS NOT NULL AND service.removed_at IS NULL
"""
_GONE: Final = """
    DELETE FROM {table} found USING data_inclusion_service service
    WHERE service.id = found.{key} AND service.removed_at IS NOT NULL
"""


@transaction.atomic
def unpublish_unconfirmed(*, by: Actor) -> int:
    """Remove what no source has confirmed for 24 months; tell how many records."""
    now, removed = clock.now(), 0
    given = {"now": now, "today": clock.today()}
    with connection.cursor() as cursor:
        for table in ("data_inclusion_structure", "data_inclusion_service"):
            cursor.execute(_UNCONFIRMED.format(table=table), given)
            removed += cursor.rowcount
        if not removed:
            return 0
        cursor.execute(_ORPHANS, given)
        removed += cursor.rowcount
        cursor.execute(_GONE.format(table="data_inclusion_servicewords", key="entry_id"))
        cursor.execute(_GONE.format(table="data_inclusion_serviceentry", key="service_id"))
    tell_removed(removed_at=now)
    new_edition("sans confirmation depuis 24 mois")
    record(by=by, verb="data_inclusion.unpublish", categories=[CATEGORY], object_key="reference", count=removed)
    return removed
