"""Boundaries computed from those of the communes, so that neighbours share their borders at every scale."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.queries.official_data import CommuneRow

# In degrees: what a screen shows of one département, of one région, of the country.
TOLERANCE = {Niveau.COMMUNE: 0.004, Niveau.EPCI: 0.006, Niveau.DEPARTEMENT: 0.01, Niveau.REGION: 0.02}
DECIMALS = {Niveau.COMMUNE: 5, Niveau.EPCI: 5, Niveau.DEPARTEMENT: 4, Niveau.REGION: 4}
SLIVER = 1e-6  # square degrees, a hectare: a gap this small between communes is a flaw of the drawing
WORKERS = 2


@dataclass(frozen=True)
class Boundary:
    """The boundary of one territory, whole and simplified, as WKB; west, south, east and north of it."""

    niveau: Niveau
    type: str
    code: str
    bounds: tuple[float, float, float, float]
    geometry: bytes
    simplified: bytes


def dissolve(parts: Iterable[Geometry]) -> Geometry:
    """One geometry for several neighbours; fast when they share their borders exactly, right in any case."""
    shapes = list(parts)
    try:
        whole = shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        whole = None
    if whole is None or not shapely.is_valid(whole):
        whole = shapely.union_all(shapes)
    return _polygons(_without_gaps(polygon) for polygon in shapely.get_parts(whole))


def _without_gaps(polygon: Polygon) -> Polygon:
    holes = [ring for ring in polygon.interiors if Polygon(ring).area > SLIVER]
    return polygon if len(holes) == len(polygon.interiors) else Polygon(polygon.exterior, holes)


def _polygons(polygons: Iterable[Polygon]) -> Geometry:
    found = list(polygons)
    return found[0] if len(found) == 1 else MultiPolygon(found)


def simplify(shapes: list[Geometry], niveau: Niveau) -> list[Geometry]:
    """The same shapes with fewer points, as a screen needs them, their borders still shared."""
    whole = np.array(shapes, dtype=object)
    simplified = shapely.coverage_simplify(whole, TOLERANCE[niveau])
    rounded = shapely.transform(simplified, lambda points: np.round(points, DECIMALS[niveau]))
    return [
        _drawable(simple, niveau) if not shapely.is_empty(simple) else original
        for simple, original in zip(rounded, whole, strict=True)
    ]


def _drawable(shape: Geometry, niveau: Niveau) -> Geometry:
    """Valid polygons only, the largest at least, without what is too small to be seen at this level."""
    if not shapely.is_valid(shape):
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    least = 0.0 if niveau is Niveau.COMMUNE else TOLERANCE[niveau] ** 2 / 4
    largest = max(parts, key=lambda part: part.area)
    return _polygons(part for part in parts if part is largest or part.area > least)


def commune_boundaries(rows: list[CommuneRow]) -> dict[tuple[str, str], Geometry]:
    """The boundary of each commune and part of a commune, by type and code.

    A new commune that the edition has no geometry for takes that of its parts.
    """
    known = [row for row in rows if row.geometry]
    shapes = shapely.from_wkb([row.geometry for row in known])
    found = {(row.type, row.code_insee): shape for row, shape in zip(known, shapes, strict=True)}
    parts: dict[str, list[Geometry]] = {}
    for row in known:
        if row.parent and row.type in {CommuneType.COMD, CommuneType.COMA}:
            parts.setdefault(row.parent, []).append(found[row.type, row.code_insee])
    for row in rows:
        if row.type == CommuneType.COM and not row.geometry and row.code_insee in parts:
            found[row.type, row.code_insee] = dissolve(parts[row.code_insee])
    return found


def _grouped(
    rows: list[CommuneRow], shapes: dict[tuple[str, str], Geometry], key: Callable[[CommuneRow], str | None]
) -> dict[str, Geometry]:
    groups: dict[str, list[Geometry]] = {}
    for row in rows:
        code, shape = key(row), shapes.get((row.type, row.code_insee))
        if row.type == CommuneType.COM and code and shape is not None:
            groups.setdefault(code, []).append(shape)
    with ThreadPoolExecutor(WORKERS) as pool:
        return dict(zip(groups, pool.map(dissolve, groups.values()), strict=True))


def boundaries(
    rows: list[CommuneRow], region_of: dict[str, str], shapes: dict[tuple[str, str], Geometry]
) -> Iterator[list[Boundary]]:
    """All boundaries, one level after another, communes first."""
    for kind in CommuneType:
        yield _simplified(Niveau.COMMUNE, kind, {code: shape for (t, code), shape in shapes.items() if t == kind})
    yield _simplified(Niveau.EPCI, "", _grouped(rows, shapes, lambda row: row.epci))
    departements = _grouped(rows, shapes, lambda row: row.departement)
    yield _simplified(Niveau.DEPARTEMENT, "", departements)
    groups: dict[str, list[Geometry]] = {}
    for code, shape in departements.items():
        if code in region_of:
            groups.setdefault(region_of[code], []).append(shape)
    yield _simplified(Niveau.REGION, "", {code: dissolve(parts) for code, parts in groups.items()})


def _simplified(niveau: Niveau, kind: str, shapes: dict[str, Geometry]) -> list[Boundary]:
    if not shapes:
        return []
    whole = list(shapes.values())
    columns = zip(
        shapes,
        shapely.bounds(whole).tolist(),
        shapely.to_wkb(whole),
        shapely.to_wkb(simplify(whole, niveau)),
        strict=True,
    )
    return [Boundary(niveau, kind, code, tuple(box), geometry, simple) for code, box, geometry, simple in columns]
