"""Structures for programs: filtered, in the order of their identifiers, as prepared answers."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Prepared
from parvis.products.data_inclusion.models import Service, Structure
from parvis.products.data_inclusion.queries.answers import ANSWER, PAGE, THESE, Answers, Shown, mark_before, shown_once
from parvis.products.data_inclusion.queries.duplicates import best_of_each
from parvis.products.data_inclusion.queries.editions import edition, shelf

_BY_ID: Final = Prepared(
    lambda actor, identifier: Structure.objects.visible_to(actor).filter(pk=identifier).values_list("cluster", *ANSWER),
    slots=1,
    raw=True,
)
_OFFER: Final = Prepared(
    lambda actor, identifier: (
        Service.objects.visible_to(actor).filter(structure=identifier).order_by("pk").values_list("pk", *ANSWER)
    ),
    slots=1,
    around=THESE,
    raw=True,
)
_IN_COMMUNE: Final = Prepared(
    lambda actor, code: Structure.objects.visible_to(actor).filter(code_insee=code).values_list("pk", *ANSWER),
    slots=1,
    around=PAGE,
    raw=True,
)
_STRUCTURES: Final = Shown(Structure.objects.visible_to)


@dataclass(frozen=True)
class Filters:
    """What a list may be narrowed to; an empty filter narrows nothing."""

    sources: tuple[str, ...] = ()
    reseaux_porteurs: tuple[str, ...] = ()
    code_commune: str = ""
    code_departement: str = ""
    code_region: str = ""
    exclure_doublons: bool = False

    @property
    def only_commune(self) -> bool:
        """Whether all that is asked for is a commune."""
        return bool(self.code_commune) and self == Filters(code_commune=self.code_commune)

    def apply(self, structures: QuerySet[Structure]) -> QuerySet[Structure]:
        """The structures that pass. Duplicates stay: which one is left out depends on all that pass."""
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


_DUPLICATES: Final = b',"doublons":'
_LONG_LISTS: Final = {Filters(): "structures", Filters(exclure_doublons=True): "structures, without duplicates"}


def list_structures(actor: Actor, filters: Filters, *, page: int, size: int, after: str = "") -> Answers:
    """A page of structures by identifier: the ``page``-th, or what follows the identifier ``after``."""
    current = edition()
    structures = filters.apply(Structure.objects.visible_to(actor))
    if filters.exclure_doublons:
        structures = best_of_each(structures, structures, owner="pk", key=filters, current=current)
    passing, key = structures, ("structures", filters)
    first = (page - 1) * size
    if after:
        structures, first = structures.filter(pk__gt=after), 0
    elif first and first >= (total := shelf.get(key, current, passing.count)):
        return Answers([], total, page, size)
    if filters.only_commune and not after:
        found = dict(_IN_COMMUNE.rows(filters.code_commune, size, first, actor=actor))
    else:
        found = _page(actor, filters, structures, first, size, after=after, current=current)
    # A first page that is not full holds them all.
    whole = not first and not after and len(found) < size
    total = shelf.get(key, current, lambda: len(found) if whole else passing.count())
    return Answers(list(found.values()), total, page, size, last=next(reversed(found), ""))


def _page(
    actor: Actor, filters: Filters, structures: QuerySet[Structure], first: int, size: int, *, after: str, current: int
) -> dict[str, bytes]:
    """By identifier, the answers for ``size`` structures."""
    if filters == Filters() and after:
        return _STRUCTURES.after(actor, after, size)
    start, name = "", _LONG_LISTS.get(filters)
    if name is not None and not after:
        start, first = mark_before(structures, first, current=current, name=name)
    if filters == Filters():
        return _STRUCTURES.page(actor, start, first, size)
    ordered = structures.filter(pk__gte=start).order_by("pk") if start else structures.order_by("pk")
    return shown_once(ordered[first : first + size])


def structure_answer(actor: Actor, identifier: str) -> bytes | None:
    """The answer for one structure, with its services and its duplicates."""
    if "\x00" in identifier:
        return None
    found = _BY_ID.rows(identifier, actor=actor)
    if not found:
        return None
    cluster, document, tail = found[0]
    if cluster:
        # The list only names them: here they are told in full.
        same = (
            Structure.objects.visible_to(actor)
            .filter(cluster__gt="", cluster=cluster)
            .exclude(pk=identifier)
            .order_by("pk")
        )
        others = ",".join(f"{each}}}" for each in same.values_list("document", flat=True)).encode()
        tail = b"%b%b[%b]" % (tail.partition(_DUPLICATES)[0], _DUPLICATES, others)
    offer = b",".join(answer for _, answer in _OFFER.rows(identifier, actor=actor))
    return b'%b%b,"services":[%b]}' % (document, tail, offer)
