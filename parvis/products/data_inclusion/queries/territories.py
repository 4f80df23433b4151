"""Communes as the API names them: an arrondissement is the commune it is part of."""

from parvis.core.geography.queries.communes import commune_holding, current_commune
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.nearby import Point
from parvis.products.data_inclusion.queries.search import Place


def place_of(code_commune: str) -> Place | None:
    """Where a commune is and to what its people are entitled; ``None`` when there is no such commune."""
    return shelf.get(("place", code_commune), edition(), lambda: _place(code_commune))


def place_holding(point: Point) -> Place | None:
    """The commune that holds a point, seen from it; ``None`` outside France."""
    return shelf.get(("holding", point), edition(), lambda: _holding(point))


def _holding(point: Point) -> Place | None:
    commune = commune_holding(*point)
    place = None if commune is None else place_of(commune.code_insee)
    return None if place is None else place.seen_from(point)


def _place(code_commune: str) -> Place | None:
    commune = current_commune(code_commune)
    if commune is None:
        return None
    located = commune.longitude is not None and commune.latitude is not None
    return Place(
        code_commune=commune.code_insee,
        code_departement=commune.departement_id,
        code_epci=commune.epci_id or "",
        point=Point(commune.longitude, commune.latitude) if located else None,  # type: ignore[arg-type]  # located
    )
