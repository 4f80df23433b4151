"""How many services or places each distance and each mode would leave, the other filters being kept."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, Final

from django.db.models import Count, Q

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.finding import ON_SITE, RADII, Where, Wish, open_around, passing
from parvis.products.data_inclusion.queries.finding_places import places_near
from parvis.products.data_inclusion.queries.nearby import square_of_chord
from parvis.products.data_inclusion.queries.opening import OPENINGS, suits_now

FARTHEST: Final = RADII[-1]


@dataclass(frozen=True)
class Reach:
    """How many are found within each distance: with each mode, or with each opening, ``""`` being all of them."""

    found: dict[tuple[int, str], int]

    def within(self, radius_km: int, way: str = "") -> int:
        """How many within a distance."""
        return self.found.get((radius_km, way), 0)


def services_by_reach(actor: Actor, where: Where, wish: Wish, zone: tzinfo) -> Reach:
    """The services that one can go to, by distance and mode: one reading of the entries."""
    around = passing(open_around(actor, replace(where, radius_km=FARTHEST)), wish.conditions())
    counts = {
        f"{mode or 'all'}_{km}": Count("pk", filter=Q(chord__lte=square_of_chord(km)) & condition)
        for km in RADII
        for mode, condition in (("", Q()), (ON_SITE, Q(on_site=True)))
    }
    if wish.opening:
        rows: Any = around.order_by().values("service__horaires_accueil").annotate(**counts)
        told = _summed([row for row in rows if suits_now(row["service__horaires_accueil"], wish.opening, zone)], counts)
    else:
        key = ("reach", replace(where, radius_km=FARTHEST), replace(wish, mode=""))
        told = shelf.get(key, edition(), lambda: around.aggregate(**counts))
    return Reach({(km, mode): told[f"{mode or 'all'}_{km}"] for km in RADII for mode in ("", ON_SITE)})


def places_by_reach(actor: Actor, where: Where, wish: Wish, zone: tzinfo) -> Reach:
    """The places, by distance and opening: one reading of their hours, each distinct one being read once."""
    places = places_near(actor, replace(where, radius_km=FARTHEST), wish)
    # Without a centre, a commune has only its own places, at no distance.
    counts = {f"all_{km}": Count("pk", filter=_nearer(where, km)) for km in RADII}
    rows: Any = list(places.order_by().values("horaires_accueil").annotate(**counts))
    found: dict[tuple[int, str], int] = {}
    for opening in ("", *OPENINGS):
        suiting = [row for row in rows if not opening or suits_now(row["horaires_accueil"], opening, zone)]
        told = _summed(suiting, counts)
        found |= {(km, opening): told[f"all_{km}"] for km in RADII}
    return Reach(found)


def _nearer(where: Where, radius_km: int) -> Q:
    return Q(distance_km__lte=radius_km) if where.point else Q()


def _summed(rows: list[dict[str, Any]], counts: dict[str, Count]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in counts}
