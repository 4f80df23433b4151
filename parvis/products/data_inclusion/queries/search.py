"""Services for somebody somewhere: those near, the nearest first, then those offered from afar.

Near and afar are two questions, each with its index: a place on the map answers the first, the few
services offered remotely the second. Neither reads the whole table: those near are counted once by rings,
and a page looks no farther than the ring that fills it; those afar are counted once by zone of eligibility,
whatever the place.
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from parvis.kernel.actor import VISITOR, Actor
from parvis.kernel.database.prepared import Prepared
from parvis.products.data_inclusion.models import ServiceEntry
from parvis.products.data_inclusion.models.record import WHOLE_COUNTRY
from parvis.products.data_inclusion.queries.answers import Answers
from parvis.products.data_inclusion.queries.duplicates import best_of_each
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import (
    Chord,
    Circle,
    Inside,
    Point,
    kilometres_of,
    square_of_chord,
)
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.services import SERVICES, list_services

RADIUS_KM: Final = 50.0
# Distances are told in whole kilometres: up to a half, one more ring never changes the rings inside it.
RINGS_KM: Final = (2.5, 8.5, 20.5, RADIUS_KM)
# How many numbers make a circle, and the zones that a place is part of.
_SLOTS: Final = 9
_KM: Final = f"round({kilometres_of('chord')})::int AS km"
# Those that one can go to, the nearest first.
_PAGE: Final = f"SELECT pk, {_KM} FROM {{}} WHERE on_site ORDER BY km, pk LIMIT %s OFFSET %s"
_RINGS: Final = ", ".join(
    f"count(*) FILTER (WHERE on_site AND chord <= {square_of_chord(radius)})" for radius in RINGS_KM
)
# The first time that a place is asked for, one reading counts what is near and gives the page.
_COUNTED: Final = f"""
    WITH near AS MATERIALIZED ({{}}), page AS ({_PAGE.format("near")})
    SELECT count(*) FILTER (WHERE on_site AND remote), count(*) FILTER (WHERE NOT on_site AND NOT remote), {_RINGS},
        (SELECT array_agg(pk ORDER BY km, pk) FROM page), (SELECT array_agg(km ORDER BY km, pk) FROM page)
    FROM near
"""
Ranked = list[tuple[str, int | None]]


class Entitles(Func):
    """Whether a service is open to who lives in one of these zones."""

    def __init__(self, zones: Any) -> None:
        super().__init__(F("open_to_all"), F("zone_eligibilite"), output_field=BooleanField())
        self.zones = zones

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, Any]:
        to_all, among = (compiler.compile(each)[0] for each in self.source_expressions)
        return f"({to_all} OR {among} && %s::varchar[])", [self.zones]


@dataclass(frozen=True)
class Place:
    """Where somebody is: the codes that say to what they are entitled, and a point."""

    code_commune: str
    code_departement: str
    code_epci: str
    point: Point | None

    def seen_from(self, point: Point) -> "Place":
        """The same rights, with distances from ``point``."""
        return replace(self, point=point)

    @property
    def zones(self) -> list[str]:
        """What this place is part of."""
        here = [self.code_commune, self.code_departement, self.code_epci, *WHOLE_COUNTRY]
        return [code for code in here if code]

    def entitles(self) -> Entitles:
        """The services open to who lives here."""
        return Entitles(self.zones)


@dataclass(frozen=True)
class _Counts:
    rings: tuple[int, ...]
    near_and_remote: int
    remote: int
    without_mode: int

    @property
    def near(self) -> int:
        return self.rings[-1]

    @property
    def total(self) -> int:
        return self.near + self.remote - self.near_and_remote + self.without_mode


@dataclass
class _Remote:
    """How many services are offered remotely, by the zones to which they are open."""

    to_all: int = 0
    to_one: Counter[str] = field(default_factory=Counter)
    to_several: list[tuple[frozenset[str], int]] = field(default_factory=list)

    def open_to(self, zones: list[str]) -> int:
        """How many are open to one of ``zones``."""
        several = sum(number for open_to, number in self.to_several if not open_to.isdisjoint(zones))
        return self.to_all + sum(self.to_one[zone] for zone in set(zones)) + several


def search_services(actor: Actor, filters: ServiceFilters, place: Place | None, *, page: int, size: int) -> Answers:
    """A page of services with their distance, the nearest first, then by identifier those that have none."""
    if place is None:
        listed = list_services(actor, filters, page=page, size=size)
        return Answers([_found(None, each) for each in listed.documents], listed.total, page, size)
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    reader = _reader(filters)
    remote: Hashable = ("remote", filters)
    if filters.exclure_doublons:
        remote = ("remote", filters, place)
        entries = _without_duplicates(entries, place, key=(filters, place), current=current)
        reader = _Reader(lambda: entries)
    first = (page - 1) * size
    counted: list[Ranked] = []

    def count() -> _Counts:
        counts, ranked = reader.counted(place, first, size)
        counted.append(ranked)
        return replace(counts, remote=shelf.get(remote, current, lambda: _remote_by_zone(entries)).open_to(place.zones))

    counts = shelf.get(("search", filters, place), current, count)
    if counted:
        ranked = counted[0]
    elif place.point is not None and first < counts.near:
        wanted = min(size, counts.near - first)
        ring = next(radius for radius, held in zip(RINGS_KM, counts.rings, strict=True) if held >= first + wanted)
        ranked = reader.nearest(place, place.point, ring, first, wanted)
    else:
        ranked = []
    if len(ranked) < size and first + len(ranked) < counts.total:
        skipped = max(0, first - counts.near)
        open_here = entries.filter(place.entitles())
        afar = _afar(open_here, place.point).order_by("pk").values_list("pk", flat=True)
        ranked += [(pk, None) for pk in afar[skipped : skipped + size - len(ranked)]]
    documents = SERVICES.of(actor, [pk for pk, _ in ranked])
    shown = [_found(distance, documents[pk]) for pk, distance in ranked if pk in documents]
    return Answers(shown, counts.total, page, size)


class _Reader:
    """What is near a place, among some entries, by statements made once for all places."""

    def __init__(self, entries: Callable[[], QuerySet[ServiceEntry]]) -> None:
        def near(actor: Actor, *slots: Any) -> QuerySet[ServiceEntry, Any]:
            *numbers, zones = slots
            circle = Circle.of(*numbers)
            inside = entries().filter(Entitles(zones), Inside(circle)).annotate(chord=Chord(circle.centre))
            return inside.order_by().values_list("pk", "on_site", "remote", "chord")

        self._counted = Prepared(near, _SLOTS, around=_COUNTED, planned=False)
        self._nearest = Prepared(near, _SLOTS, around=_PAGE.format("({}) AS near"), planned=False)

    def counted(self, place: Place, first: int, size: int) -> tuple[_Counts, Ranked]:
        """How many are near, and ``size`` of them from the ``first``, the nearest first."""
        if place.point is None:
            return _Counts(tuple(0 for _ in RINGS_KM), 0, 0, 0), []
        values = (*place.point.around(RADIUS_KM).numbers, place.zones, size, first)
        ((both, neither, *rings, keys, kilometres),) = self._counted.rows(*values)
        return _Counts(tuple(rings), both, 0, neither), list(zip(keys or [], kilometres or [], strict=True))

    def nearest(self, place: Place, point: Point, radius_km: float, first: int, size: int) -> Ranked:
        """``size`` of them from the ``first`` of those within ``radius_km``, the nearest first."""
        return self._nearest.rows(*point.around(radius_km).numbers, place.zones, size, first)


@lru_cache(maxsize=100)
def _reader(filters: ServiceFilters) -> _Reader:
    return _Reader(lambda: filters.apply(ServiceEntry.objects.visible_to(VISITOR)))


def _without_duplicates(
    entries: QuerySet[ServiceEntry], place: Place, *, key: Hashable, current: int
) -> QuerySet[ServiceEntry]:
    """Of each structure, what its best record offers among all that answers here."""
    open_here = entries.filter(place.entitles())
    rivals = [open_here.filter(remote=True)]
    if place.point is not None:
        rivals.append(open_here.filter(Inside(place.point.around(RADIUS_KM))))
    return best_of_each(entries, *rivals, owner="structure_id", key=key, current=current)


def _afar(entries: QuerySet[ServiceEntry], point: Point | None) -> QuerySet[ServiceEntry]:
    """Those offered remotely and not near; and those near that do not say how they receive."""
    if point is None:
        return entries.filter(remote=True)
    near = Coalesce(Inside(point.around(RADIUS_KM)), Value(value=False))
    return entries.alias(near=near).filter(Q(remote=True) | Q(near=True)).exclude(on_site=True, near=True)


def _remote_by_zone(entries: QuerySet[ServiceEntry]) -> _Remote:
    counted = entries.filter(remote=True).order_by().values_list("zone_eligibilite").annotate(Count("pk"))
    found = _Remote()
    for zones, number in counted:
        if not zones:
            found.to_all += number
        elif len(zones) == 1:
            found.to_one[zones[0]] += number
        else:
            found.to_several.append((frozenset(zones), number))
    return found


def _found(distance: int | None, document: bytes) -> bytes:
    return b'{"service":%b,"distance":%b}' % (document, json.dumps(distance).encode())
