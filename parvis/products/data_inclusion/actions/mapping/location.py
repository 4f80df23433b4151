"""Where a place is on the map: coordinates mended when swapped or projected, left out when impossible."""

import math
import re
from dataclasses import dataclass
from typing import Final

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.core.geography.queries.distance import distance_km
from parvis.products.data_inclusion.actions.mapping.cells import Cells
from parvis.products.data_inclusion.actions.mapping.language import Config
from parvis.products.data_inclusion.actions.mapping.outcome import Report
from parvis.products.data_inclusion.validators import FAR_KM

_NUMBER: Final = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
# West, south, east, north of the territories of the Republic, roughly.
TERRITORIES: Final = (
    (-5.6, 41.2, 9.8, 51.3),
    (-63.3, 14.2, -60.7, 18.3),
    (-54.8, 2.0, -51.4, 6.0),
    (55.0, -21.6, 56.0, -20.7),
    (44.9, -13.2, 45.4, -12.5),
    (-56.6, 46.6, -56.0, 47.3),
    (-155.0, -28.5, -134.0, -7.5),
    (163.0, -23.2, 168.5, -17.5),
    (-178.5, -14.6, -175.8, -13.0),
)
LONGEST: Final = 80
MAX_LATITUDE, MAX_LONGITUDE = 90.0, 180.0


@dataclass(frozen=True)
class Point:
    """Degrees of WGS84."""

    latitude: float
    longitude: float

    def is_french(self) -> bool:
        """Whether the point is in one of the frames that hold the Republic."""
        return any(
            west <= self.longitude <= east and south <= self.latitude <= north
            for west, south, east, north in TERRITORIES
        )

    def swapped(self) -> "Point":
        """With its two numbers exchanged."""
        return Point(self.longitude, self.latitude)


def read_location(config: Config, cells: Cells, report: Report) -> Point | None:
    """The point of a row; one outside the Republic is left out."""
    if not {"latitude", "longitude"} <= config.places.keys():
        return None
    given = [config.place(name).text(cells) for name in ("latitude", "longitude")]
    latitude, longitude = (number(text) for text in given)
    if not latitude or not longitude:
        if any(text.strip() for text in given) and (latitude is None or longitude is None):
            report.corrected("localisation", "coordonnées illisibles, laissées de côté")
        return None
    point = _mended(latitude, longitude, report)
    if point is None or not point.is_french():
        report.corrected("localisation", "coordonnées hors de France, laissées de côté")
        return None
    return point


def check_distance(point: Point | None, commune: CommuneListed | None, report: Report) -> None:
    """Tell a point that is far from its commune: one of the two is wrong, and nothing says which."""
    if not point or not commune or commune.longitude is None or commune.latitude is None:
        return
    if distance_km(point.longitude, point.latitude, commune.longitude, commune.latitude) > FAR_KM:
        report.corrected("localisation", "à plus de 50 km de la commune, à vérifier")


def number(text: str) -> float | None:
    """The number that a text begins with, a comma being a dot."""
    found = _NUMBER.match(text[:LONGEST].replace("\u00a0", " ").replace(",", ".", 1))
    value = float(found[1]) if found else None
    return value if value is not None and math.isfinite(value) else None


def _mended(latitude: float, longitude: float, report: Report) -> Point | None:
    if abs(latitude) <= MAX_LATITUDE and abs(longitude) <= MAX_LONGITUDE:
        point = Point(latitude, longitude)
        if not point.is_french() and point.swapped().is_french():
            report.corrected("localisation", "latitude et longitude étaient interverties, remises à leur place")
            return point.swapped()
        return point
    for x, y in ((longitude, latitude), (latitude, longitude)):
        point = from_lambert_93(x, y)
        if point.is_french():
            report.corrected("localisation", "coordonnées Lambert-93 converties en degrés")
            return point
    return None


# RGF93 / Lambert-93 (EPSG:2154): conic conformal projection with two standard parallels on GRS80.
# Inverse formulas of IGN, « Projection cartographique conique conforme de Lambert » (NT/G 71),
# algorithms 2 and 4, and EPSG Guidance Note 7-2, method 9802. RGF93 is WGS84 to the centimetre.
_E: Final = 0.08181919104281579  # first eccentricity of GRS80
_A: Final = 6_378_137.0
_ORIGIN: Final = (math.radians(46.5), math.radians(3.0))
_PARALLELS: Final = (math.radians(44.0), math.radians(49.0))
_FALSE_EASTING, _FALSE_NORTHING = 700_000.0, 6_600_000.0
ITERATIONS: Final = 8  # the series gains two digits a turn


def _isometric(phi: float) -> float:
    sine = _E * math.sin(phi)
    return math.log(math.tan(math.pi / 4 + phi / 2) * ((1 - sine) / (1 + sine)) ** (_E / 2))


def _normal(phi: float) -> float:
    return _A / math.sqrt(1 - (_E * math.sin(phi)) ** 2)


_N: Final = math.log(
    _normal(_PARALLELS[1]) * math.cos(_PARALLELS[1]) / (_normal(_PARALLELS[0]) * math.cos(_PARALLELS[0]))
) / (_isometric(_PARALLELS[0]) - _isometric(_PARALLELS[1]))
_C: Final = _normal(_PARALLELS[0]) * math.cos(_PARALLELS[0]) / _N * math.exp(_N * _isometric(_PARALLELS[0]))
_POLE_NORTHING: Final = _FALSE_NORTHING + _C * math.exp(-_N * _isometric(_ORIGIN[0]))


def from_lambert_93(x: float, y: float) -> Point:
    """Degrees of a point of the Lambert-93 projection, in metres."""
    east, south = x - _FALSE_EASTING, _POLE_NORTHING - y
    radius = max(math.hypot(east, south), 1e-9)
    longitude = _ORIGIN[1] + math.atan2(east, south) / _N
    isometric = -math.log(radius / _C) / _N
    if abs(isometric) > math.log(1e9):
        return Point(MAX_LATITUDE, 0.0)
    phi = 2 * math.atan(math.exp(isometric)) - math.pi / 2
    for _ in range(ITERATIONS):
        sine = _E * math.sin(phi)
        phi = 2 * math.atan(((1 + sine) / (1 - sine)) ** (_E / 2) * math.exp(isometric)) - math.pi / 2
    return Point(math.degrees(phi), math.degrees(longitude))
