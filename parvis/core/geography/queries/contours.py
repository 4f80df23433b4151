"""Boundaries as GeoJSON, simplified for the screen."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Contour, Departement, Epci, Millesime, Region

ALL = "france"
Names = dict[str, str]


class UnknownTerritoryError(LookupError):
    """No such level, or no territory of this code at it; the message is for the reader, in French."""


@dataclass(frozen=True)
class Layer:
    """What may be asked for: at which level, and which territories a code names there."""

    niveau: Niveau
    names: Callable[[str], Names]


def _commune(code: str) -> Names:
    return dict(
        Commune.objects.filter(code_insee=code, active=True).order_by("-type").values_list("code_insee", "name")
    )


def _epci(code: str) -> Names:
    return dict(Epci.objects.filter(code=code, active=True).values_list("code", "name"))


def _departement(code: str) -> Names:
    return dict(Departement.objects.filter(code=code).values_list("code", "name"))


def _region(code: str) -> Names:
    return dict(Region.objects.filter(code=code).values_list("code", "name"))


def _communes_of_departement(code: str) -> Names:
    return dict(Commune.objects.current().filter(departement=code).values_list("code_insee", "name"))


def _departements(code: str) -> Names:
    every = Departement.objects.filter(region__isnull=False)
    return dict((every if code == ALL else every.filter(region=code)).values_list("code", "name"))


def _regions(code: str) -> Names:
    return dict(Region.objects.values_list("code", "name")) if code == ALL else {}


LAYERS = {
    "commune": Layer(Niveau.COMMUNE, _commune),
    "epci": Layer(Niveau.EPCI, _epci),
    "departement": Layer(Niveau.DEPARTEMENT, _departement),
    "region": Layer(Niveau.REGION, _region),
    "communes": Layer(Niveau.COMMUNE, _communes_of_departement),
    "departements": Layer(Niveau.DEPARTEMENT, _departements),
    "regions": Layer(Niveau.REGION, _regions),
}


def edition() -> str:
    """What changes when, and only when, a boundary may have changed."""
    found = Millesime.objects.filter(key="geography").values_list("version", "digest").first()
    return "-".join(found) if found else ""


def contours_geojson(layer: str, code: str) -> bytes:
    """The boundaries that ``layer`` and ``code`` name, as a GeoJSON feature collection.

    ``communes`` takes the code of a département, ``departements`` that of a région or ``france``,
    ``regions`` only ``france``; the others, the code of one territory. Raise
    :class:`UnknownTerritoryError` when there is nothing to draw.
    """
    if layer not in LAYERS:
        raise UnknownTerritoryError(f"Niveau inconnu : « {layer} ». Niveaux connus : {', '.join(LAYERS)}.")
    names = LAYERS[layer].names(code)
    if not names:
        raise UnknownTerritoryError(f"Aucun territoire de code « {code} » au niveau « {layer} ».")
    boundaries = _boundaries(LAYERS[layer].niveau, names)
    if not boundaries:
        raise UnknownTerritoryError(f"Le contour du territoire « {code} » n'est pas connu.")
    # Loaded by who draws a boundary only: numpy comes with it.
    import shapely

    geometries = shapely.to_geojson(shapely.from_wkb(list(boundaries.values())))
    features = ",".join(
        f'{{"type":"Feature","properties":{json.dumps({"code": code, "nom": names[code]}, ensure_ascii=False)},'
        f'"geometry":{geometry}}}'
        for code, geometry in zip(boundaries, geometries, strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def _boundaries(niveau: Niveau, names: Names) -> dict[str, bytes]:
    """Simplified boundaries by code; where a commune and a part of it share a code, the commune's."""
    found: dict[str, bytes] = {}
    rows = Contour.objects.filter(niveau=niveau, code__in=names).order_by("code")
    for code, kind, simplified in rows.values_list("code", "type", "simplified"):
        if code not in found or kind == CommuneType.COM:
            found[code] = bytes(simplified)
    return found
