"""Put right what is wrong: typed, checked by the model, told to whoever has a copy; the old value is told to nobody."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model

from parvis.core.journal.actions.record import record
from parvis.core.privacy.events.rights import Rectified
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.rights.catalogue import categories_of
from parvis.core.privacy.queries.rights.corrections import correctable
from parvis.core.privacy.queries.rights.frozen import frozen_words, limitations
from parvis.core.privacy.queries.rights.held import rows_about
from parvis.core.privacy.queries.rights.people import Person, person_of
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish
from parvis.kernel.declarations.privacy import tables
from parvis.kernel.scope import reading_restricted, sparing_restricted, unnoted

# The database takes no such character, which a form of this table would have refused.
NO_NULL: Final = ProhibitNullCharactersValidator()


def rectify(*, by: Actor, leg: RightsLeg, changes: Mapping[tuple[str, str, str], Any]) -> None:
    """Write the new values, by table, row and column; only rows about the person, only columns of this processing.

    Nothing of what a limitation keeps frozen is written, whoever calls and whatever they may read.
    """
    by_row: dict[tuple[str, str], dict[str, Any]] = {}
    for (table, pk, column), value in changes.items():
        by_row.setdefault((table, pk), {})[column] = value
    if not by_row:
        raise ValidationError("Écrivez au moins une nouvelle valeur : rien n’est encore rectifié.")
    person = person_of(leg.request)
    _refuse_frozen(leg, person, by_row)
    with sparing_restricted():
        for (table, pk), values in by_row.items():
            _rectify_row(by, leg, _row(leg, person, table, pk, values), values)


def _refuse_frozen(leg: RightsLeg, person: Person, by_row: Iterable[tuple[str, str]]) -> None:
    """What is only stored stays as it is: nothing is written when one of these rows is frozen."""
    frozen = {}
    for table, pk in by_row:
        rows = rows_about(resolve(tables.get(table)), person)
        with reading_restricted(leg.key), unnoted():
            stored = rows.filter(pk=pk).first() if rows is not None else None
        with sparing_restricted(), unnoted():
            if rows is not None and stored is not None and not rows.filter(pk=pk).exists():
                frozen[f"{table}:{pk}"] = f"{stored._meta.verbose_name} « {stored} »"
    if frozen:
        by = limitations(leg, [*frozen, person.key])
        raise ValidationError(f"Rien n’est rectifié. {frozen_words(frozen.values(), by)}")


def _row(leg: RightsLeg, person: Person, table: str, pk: str, values: Iterable[str]) -> Model:
    resolved = resolve(tables.get(table))
    rows = rows_about(resolved, person)
    row: Model | None = rows.filter(pk=pk).first() if rows is not None else None
    if row is None or not set(values) <= set(correctable(resolved, categories_of(leg.service, leg.activities))):
        raise ValidationError("Cette donnée n’est pas de celles que cette demande permet de rectifier.")
    return row


def _rectify_row(by: Actor, leg: RightsLeg, row: Model, values: dict[str, Any]) -> None:
    table = row._meta.label
    allowed = correctable(resolve(tables.get(table)), categories_of(leg.service, leg.activities))
    for column, value in values.items():
        field: Any = row._meta.get_field(column)
        NO_NULL(str(value))
        setattr(row, column, field.clean(value, row))
    row.save(update_fields=list(values))
    record(
        by=by,
        verb="rights.rectify",
        subjects=[f"{table}:{row.pk}"],
        categories=sorted({key for column in values for key in allowed[column]}),
        object_key=leg.key,
        count=len(values),
    )
    publish(Rectified(by, table, row.pk, dict(values)))
