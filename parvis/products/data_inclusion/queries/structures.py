"""Structures for programs: filtered, in the order of their identifiers, as prepared answers."""

from dataclasses import dataclass, field
from math import ceil
from typing import Final

from django.db.models import Max, QuerySet

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import RunState
from parvis.products.data_inclusion.models import ImportRun, Structure

COUNTS_KEPT: Final = 1000


@dataclass(frozen=True)
class Filters:
    """What a list may be narrowed to; an empty filter narrows nothing."""

    sources: tuple[str, ...] = ()
    reseaux_porteurs: tuple[str, ...] = ()
    code_commune: str = ""
    code_departement: str = ""
    code_region: str = ""

    def apply(self, structures: QuerySet[Structure]) -> QuerySet[Structure]:
        """The structures that pass."""
        if self.sources:
            structures = structures.filter(source__in=self.sources)
        if self.reseaux_porteurs:
            structures = structures.filter(reseaux_porteurs__overlap=list(self.reseaux_porteurs))
        if self.code_commune:
            structures = structures.filter(code_insee=self.code_commune)
        if self.code_departement:
            structures = structures.filter(code_departement=self.code_departement)
        if self.code_region:
            structures = structures.filter(code_region=self.code_region)
        return structures


@dataclass(frozen=True)
class Answers:
    """One page of prepared answers, and how many there are in all."""

    documents: list[bytes] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 0

    def envelope(self) -> bytes:
        """The page as the API sends it; ``size`` is the number of items of this page."""
        return (
            b'{"items":['
            + b",".join(self.documents)
            + f'],"total":{self.total},"page":{self.page},"size":{len(self.documents)},"pages":{self.pages}}}'.encode()
        )


def edition() -> int:
    """Changes each time an import is published: what is kept aside is kept for one edition."""
    return ImportRun.objects.filter(state=RunState.COMPLETE).aggregate(last=Max("pk"))["last"] or 0


class _Counts:
    """How many structures pass each filter, counted once a process and an edition."""

    def __init__(self) -> None:
        self._edition = -1
        self._counts: dict[Filters, int] = {}

    def of(self, filters: Filters, structures: QuerySet[Structure]) -> int:
        """The count of ``structures``, which are those that pass ``filters``."""
        current = edition()
        if current != self._edition or len(self._counts) >= COUNTS_KEPT:
            self._edition, self._counts = current, {}
        if filters not in self._counts:
            self._counts[filters] = structures.count()
        return self._counts[filters]


_counts = _Counts()


def list_structures(actor: Actor, filters: Filters, *, page: int, size: int) -> Answers:
    """A page of structures by identifier, in two queries and, once an edition, a count."""
    structures = filters.apply(Structure.objects.visible_to(actor))
    total = _counts.of(filters, structures)
    first = (page - 1) * size
    documents: list[bytes] = []
    if first < total:
        documents = [
            bytes(document)
            for document in structures.order_by("id").values_list("document", flat=True)[first : first + size]
        ]
    return Answers(documents, total, page, ceil(total / size))


def structure_answer(actor: Actor, identifier: str) -> bytes | None:
    """The prepared answer for one structure, with its services and its duplicates."""
    if "\x00" in identifier:
        return None
    found = Structure.objects.visible_to(actor).filter(pk=identifier).values_list("detail", flat=True).first()
    return None if found is None else bytes(found)
