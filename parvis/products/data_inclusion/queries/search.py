"""Services for somebody somewhere: those near, the nearest first, then those offered from afar.

Near and afar are two questions, each with its index: a place on the map answers the first, the few
services offered remotely the second. Neither reads the whole table: those near are counted once by rings,
and a page looks no farther than the ring that fills it; those afar are counted once by zone of eligibility,
whatever the place.
"""

import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Service, ServiceEntry
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers
from parvis.products.data_inclusion.queries.duplicates import best_of_each
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import Chord, Inside, Kilometres, Point, square_of_chord
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.services import list_services

RADIUS_KM: Final = 50.0
# Distances are told in whole kilometres: up to a half, one more ring never changes the rings inside it.
RINGS_KM: Final = (2.5, 8.5, 20.5, RADIUS_KM)


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
        here = [self.code_commune, self.code_departement, self.code_epci, "99100", "france"]
        return [code for code in here if code]

    def entitles(self) -> Q:
        """The services open to who lives here."""
        return Q(zone_eligibilite=[]) | Q(zone_eligibilite__overlap=self.zones)


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


def search_services(actor: Actor, filters: ServiceFilters, place: Place | None, *, page: int, size: int) -> Answers:
    """A page of services with their distance, the nearest first, then by identifier those that have none."""
    if place is None:
        listed = list_services(actor, filters, page=page, size=size)
        return Answers([_found(None, each) for each in listed.documents], listed.total, page, size)
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    remote: Hashable = ("remote", filters)
    if filters.exclure_doublons:
        remote = ("remote", filters, place)
        entries = _without_duplicates(entries, place, key=(filters, place), current=current)
    open_here = entries.filter(place.entitles())
    by_zone = shelf.get(remote, current, lambda: _remote_by_zone(entries))
    counts = shelf.get(("search", filters, place), current, lambda: _count(open_here, place, by_zone))
    first = (page - 1) * size
    ranked: list[tuple[str, int | None]] = []
    if place.point is not None and first < counts.near:
        wanted = min(size, counts.near - first)
        ring = next(radius for radius, held in zip(RINGS_KM, counts.rings, strict=True) if held >= first + wanted)
        ranked += _nearest(open_here, place.point, ring)[first : first + wanted]
    if len(ranked) < size:
        skipped = max(0, first - counts.near)
        afar = _afar(open_here, place.point).order_by("pk").values_list("pk", flat=True)
        ranked += [(pk, None) for pk in afar[skipped : skipped + size - len(ranked)]]
    return Answers(_answers(actor, ranked), counts.total, page, size)


def _without_duplicates(
    entries: QuerySet[ServiceEntry], place: Place, *, key: Hashable, current: int
) -> QuerySet[ServiceEntry]:
    """Of each structure, what its best record offers among all that answers here."""
    open_here = entries.filter(place.entitles())
    rivals = [open_here.filter(remote=True)]
    if place.point is not None:
        rivals.append(open_here.filter(Inside(place.point, RADIUS_KM)))
    return best_of_each(entries, *rivals, owner="structure_id", key=key, current=current)


def _nearest(
    entries: QuerySet[ServiceEntry], point: Point, radius_km: float
) -> QuerySet[ServiceEntry, tuple[str, int]]:
    """Those that one can go to within ``radius_km``, the nearest first."""
    near = entries.filter(Inside(point, radius_km), on_site=True)
    ranked = near.annotate(distance=Kilometres(point, whole=True)).order_by("distance", "pk")
    return ranked.values_list("pk", "distance")


def _afar(entries: QuerySet[ServiceEntry], point: Point | None) -> QuerySet[ServiceEntry]:
    """Those offered remotely and not near; and those near that do not say how they receive."""
    if point is None:
        return entries.filter(remote=True)
    near = Coalesce(Inside(point, RADIUS_KM), Value(value=False))
    return entries.alias(near=near).filter(Q(remote=True) | Q(near=True)).exclude(on_site=True, near=True)


def _remote_by_zone(entries: QuerySet[ServiceEntry]) -> list[tuple[frozenset[str], int]]:
    """How many are offered remotely to each set of zones."""
    counted = entries.filter(remote=True).order_by().values_list("zone_eligibilite").annotate(Count("pk"))
    return [(frozenset(zones), number) for zones, number in counted]


def _count(entries: QuerySet[ServiceEntry], place: Place, remote_by_zone: list[tuple[frozenset[str], int]]) -> _Counts:
    near: dict[str, int] = {}
    rings = tuple(0 for _ in RINGS_KM)
    if place.point is not None:
        around = entries.filter(Inside(place.point, RADIUS_KM)).alias(chord=Chord(place.point))
        near = around.aggregate(
            near_and_remote=Count("pk", filter=Q(on_site=True, remote=True)),
            without_mode=Count("pk", filter=Q(on_site=False, remote=False)),
            **{
                f"ring_{rank}": Count("pk", filter=Q(on_site=True, chord__lte=square_of_chord(radius)))
                for rank, radius in enumerate(RINGS_KM)
            },
        )
        rings = tuple(near.pop(f"ring_{rank}") for rank, _ in enumerate(RINGS_KM))
    zones = place.zones
    remote = sum(number for open_to, number in remote_by_zone if not open_to or not open_to.isdisjoint(zones))
    return _Counts(rings, near.get("near_and_remote", 0), remote, near.get("without_mode", 0))


def _answers(actor: Actor, ranked: list[tuple[str, int | None]]) -> list[str]:
    found = Service.objects.visible_to(actor).filter(pk__in=[pk for pk, _ in ranked]).values_list("pk", *ANSWER)
    documents = {pk: f"{document}{tail}}}" for pk, document, tail in found}
    return [_found(distance, documents[pk]) for pk, distance in ranked if pk in documents]


def _found(distance: int | None, document: str) -> str:
    return f'{{"service":{document},"distance":{json.dumps(distance)}}}'
