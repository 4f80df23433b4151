"""What was found wrong in which record, by keyed digests."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from django.db.models import Q

from parvis.core.privacy.queries.rights.people import normal_email, normal_phone
from parvis.core.privacy.queries.rights.suppressions import PURPOSE
from parvis.kernel.digests import digests_of
from parvis.products.data_inclusion.enums import Kind
from parvis.products.data_inclusion.models import (
    RectifiedContact,
    Service,
    StagedService,
    StagedStructure,
    Structure,
)

# Beside the column, in the report of an import: never the value.
BY_REQUEST: Final = "corrigé à la demande d'une personne"
# The structure first, then its services.
_ORDER: Final = ("structure_id", "service_id")
Key: TypeAlias = tuple[Kind, str]
Wrong: TypeAlias = Mapping[Key, Mapping[str, frozenset[str]]]
"""By record, then by column, the digests of what was found wrong in it."""


def compared(column: str, value: str | None) -> str:
    """A value in the form in which it is compared: that of objections for an address or a number."""
    text = " ".join((value or "").split())
    if column == "courriel":
        return normal_email(text)
    return (normal_phone(text) or text) if column == "telephone" else text


def digests(column: str, value: str | None) -> list[str]:
    """Under the present master key, then under the former ones.

    They are those of objections: who objects under what was found wrong is known where it was put right.
    """
    return digests_of(compared(column, value), PURPOSE)


def key_of(wire: Mapping[str, Any]) -> Key:
    """Which record these words describe: a service alone says of which structure it is."""
    return (Kind.SERVICE if "structure_id" in wire else Kind.STRUCTURE), str(wire["id"])


def found_wrong() -> dict[Key, dict[str, frozenset[str]]]:
    """All that was found wrong: as few records as people asked for."""
    return {
        (Kind.STRUCTURE, entry.structure_id) if entry.structure_id else (Kind.SERVICE, str(entry.service_id)): {
            column: frozenset(entry.wrong(column)) for column in entry.columns
        }
        for entry in RectifiedContact.objects.all()
    }


def remarks_on_staged(
    rows: Iterable[StagedStructure | StagedService],
) -> Iterator[tuple[StagedStructure | StagedService, str]]:
    """The rows that will be put right when they are published, and what to report."""
    by_key = {(isinstance(row, StagedService), row.pk): row for row in rows}
    names = [pk for _, pk in by_key]
    for entry in RectifiedContact.objects.filter(Q(structure__in=names) | Q(service__in=names)).order_by(*_ORDER):
        row = by_key.get((entry.service_id is not None, entry.structure_id or str(entry.service_id)))
        if row is None:
            continue
        for column in entry.columns:
            if not set(entry.wrong(column)).isdisjoint(digests(column, getattr(row, column))):
                yield row, f"{column} : {BY_REQUEST}"


def remarks_on_unchanged(hashes: Collection[str]) -> Iterator[tuple[Structure | Service, str]]:
    """The records of these hashes whose source has not changed what was found wrong, and what to report."""
    same = Q(structure__record_hash__in=hashes) | Q(service__record_hash__in=hashes)
    for entry in RectifiedContact.objects.filter(same).select_related("structure", "service").order_by(*_ORDER):
        for column in entry.columns:
            yield entry.record, f"{column} : {BY_REQUEST}"
