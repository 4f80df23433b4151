"""Put right what is wrong: typed, checked by the model, told to whoever has a copy; the old value is told to nobody."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from parvis.core.journal.actions.record import record
from parvis.core.privacy.events.rights import Rectified
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.rights.catalogue import categories_of
from parvis.core.privacy.queries.rights.corrections import correctable
from parvis.core.privacy.queries.rights.held import rows_about
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish
from parvis.kernel.declarations.privacy import tables


def rectify(*, by: Actor, leg: RightsLeg, changes: Mapping[tuple[str, str, str], Any]) -> None:
    """Write the new values, by table, row and column; only rows about the person, only columns of this processing."""
    by_row: dict[tuple[str, str], dict[str, Any]] = {}
    for (table, pk, column), value in changes.items():
        by_row.setdefault((table, pk), {})[column] = value
    if not by_row:
        raise ValidationError("Écrivez au moins une nouvelle valeur : rien n’est encore rectifié.")
    for (table, pk), values in by_row.items():
        _rectify_row(by, leg, table, pk, values)


def _rectify_row(by: Actor, leg: RightsLeg, table: str, pk: str, values: dict[str, Any]) -> None:
    resolved = resolve(tables.get(table))
    rows = rows_about(resolved, person_of(leg.request))
    row: Model | None = rows.filter(pk=pk).first() if rows is not None else None
    allowed = correctable(resolved, categories_of(leg.service, leg.activities))
    if row is None or not set(values) <= set(allowed):
        raise ValidationError("Cette donnée n’est pas de celles que cette demande permet de rectifier.")
    for column, value in values.items():
        field: Any = row._meta.get_field(column)
        setattr(row, column, field.clean(value, row))
    row.save(update_fields=list(values))
    record(
        by=by,
        verb="rights.rectify",
        subjects=[f"{table}:{pk}"],
        categories=sorted({key for column in values for key in allowed[column]}),
        object_key=leg.key,
        count=len(values),
    )
    publish(Rectified(by, apps.get_model(table)._meta.label, row.pk, dict(values)))
