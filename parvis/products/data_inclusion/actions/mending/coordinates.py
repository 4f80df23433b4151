"""Coordinates: a pair of degrees in the Republic, near its commune."""

import re
from typing import Final

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.core.geography.queries.distance import distance_km
from parvis.products.data_inclusion.actions.mapping.location import (
    MAX_LATITUDE,
    MAX_LONGITUDE,
    Point,
    from_lambert_93,
    number,
)
from parvis.products.data_inclusion.actions.mending.cells import text
from parvis.products.data_inclusion.actions.mending.record import Mending
from parvis.products.data_inclusion.validators import FAR_KM

NEAR_KM: Final = 15.0
_LARGEST: Final = 1e12
_LONGEST: Final = 40
_READ: Final = 100
_ONLY_NUMBER: Final = re.compile(r"[^\d+.,-]*([+-]?\d+(?:[.,]\d+)?)\D*", re.ASCII)


def mend_coordinates(mending: Mending, commune: CommuneListed | None) -> None:
    """Give the record a point, or none."""
    cells = [mending.take(name) for name in ("latitude", "longitude")]
    given = [text(cell) for cell in cells]
    if not any(given):
        return
    latitude, longitude = (_degrees(cell) for cell in cells)
    if latitude is None or longitude is None:
        what = "sans l'autre coordonnée, retirée" if "" in given else "coordonnée illisible, retirée"
        mending.corrected("latitude" if given[0] else "longitude", what)
        return
    if not latitude and not longitude:
        mending.corrected("latitude", "zéro et zéro ne sont pas un lieu, coordonnées retirées")
        return
    point = _placed(mending, Point(latitude, longitude), commune)
    if point is None:
        mending.corrected("latitude", "coordonnées hors de France, retirées")
        return
    mending.put("latitude", point.latitude)
    mending.put("longitude", point.longitude)
    if commune and (away := _away(point, commune)) is not None and away > FAR_KM:
        mending.doubted("latitude", "coordonnées à plus de 50 km de la commune, à vérifier")


def _degrees(cell: object) -> float | None:
    """The only number of a cell; degrees in minutes and seconds are not guessed."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if abs(cell) < _LARGEST else None
    found = _ONLY_NUMBER.fullmatch(text(cell)[:_READ].replace(" ", ""))
    return number(found[1][:_LONGEST]) if found else None


def _away(point: Point, commune: CommuneListed) -> float | None:
    if commune.longitude is None or commune.latitude is None:
        return None
    return distance_km(point.longitude, point.latitude, commune.longitude, commune.latitude)


def _placed(mending: Mending, point: Point, commune: CommuneListed | None) -> Point | None:
    """The point in the Republic that was meant."""
    if abs(point.latitude) > MAX_LATITUDE or abs(point.longitude) > MAX_LONGITUDE:
        return _projected(mending, point)
    if point.is_french():
        return _on_its_side(mending, point, commune)
    if point.swapped().is_french():
        mending.corrected("latitude", "latitude et longitude étaient interverties, remises à leur place")
        return point.swapped()
    return None


def _on_its_side(mending: Mending, point: Point, commune: CommuneListed | None) -> Point:
    """West of Greenwich, the sign of a longitude is easily lost; the commune tells."""
    other = Point(point.latitude, -point.longitude)
    if commune and other.is_french():
        away, there = _away(point, commune), _away(other, commune)
        if away is not None and there is not None and away > FAR_KM and there < NEAR_KM:
            mending.corrected("longitude", "signe rétabli d'après la commune")
            return other
    return point


def _projected(mending: Mending, point: Point) -> Point | None:
    for x, y in ((point.longitude, point.latitude), (point.latitude, point.longitude)):
        try:
            found = from_lambert_93(x, y)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        if found.is_french():
            mending.corrected("latitude", "coordonnées Lambert-93 converties en degrés")
            return found
    return None
