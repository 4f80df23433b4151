"""Tell those who copied a record that it is gone, or its contact; and hear from them that they have followed."""

from collections.abc import Iterable
from typing import Final

from django.db import connection, transaction

from parvis.core.journal.actions.record import record as journal
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import Fate, Kind
from parvis.products.data_inclusion.models import Service, Structure, Tombstone, TombstoneReceipt

# Whoever writes waits for whoever wrote before to commit: numbers are then seen in their order.
_IN_TURN: Final = "SELECT pg_advisory_xact_lock(hashtext('data_inclusion.tombstones'), 0)"


def tell_removed(**which: object) -> int:
    """Last in the transaction that removed them, which no row waits for: the removed records that are ``which``."""
    gone = [
        (kind, pk)
        for kind, model in ((Kind.STRUCTURE, Structure), (Kind.SERVICE, Service))
        for pk in model.objects.filter(**which).order_by("pk").values_list("pk", flat=True)
    ]
    return _lay(Fate.REMOVED, gone)


def tell_contacts(fate: Fate, rows: Iterable[object], *, case: str = "") -> int:
    """Last in the transaction too: the published records among ``rows`` whose contact must go, or be read again."""
    kinds = {Structure: Kind.STRUCTURE, Service: Kind.SERVICE}
    return _lay(fate, [(kinds[type(row)], str(row.pk)) for row in rows if isinstance(row, Structure | Service)], case)


@transaction.atomic
def acknowledge(*, by: Actor, upto: int) -> TombstoneReceipt:
    """Keep that the program ``by`` has followed up to a tombstone, which must exist; never backwards."""
    if not Tombstone.objects.filter(pk=upto).exists():
        raise Tombstone.DoesNotExist
    receipt, new = TombstoneReceipt.objects.select_for_update().get_or_create(
        token_id=int(by.identifier), defaults={"upto": upto}
    )
    if not new and receipt.upto < upto:
        receipt.upto, receipt.acknowledged_at = upto, clock.now()
        receipt.save(update_fields=["upto", "acknowledged_at"])
    journal(by=by, verb="data_inclusion.acknowledge", object_key=f"data_inclusion.Tombstone:{upto}")
    return receipt


def _lay(fate: Fate, records: Iterable[tuple[Kind, str]], case: str = "") -> int:
    laid = [Tombstone(kind=kind, record=pk, fate=fate, case=case, happened_at=clock.now()) for kind, pk in records]
    if laid:
        with connection.cursor() as cursor:
            cursor.execute(_IN_TURN)
        Tombstone.objects.bulk_create(laid, batch_size=5_000)
    return len(laid)
