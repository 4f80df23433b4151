"""Boundaries computed from those of the communes, so that neighbours share their borders at every scale."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.queries.official_data import CommuneRow

# Tolerances in degrees: what a screen shows of one département, of one région, of the country.
TOLERANCE = {Niveau.COMMUNE: 0.004, Niveau.EPCI: 0.006, Niveau.DEPARTEMENT: 0.01, Niveau.REGION: 0.02}
DECIMALS = 5
WORKERS = 2


@dataclass(frozen=True)
class Boundary:
    """The boundary of one territory, whole and simplified."""

    niveau: Niveau
    type: str
    code: str
    geometry: Geometry
    simplified: Geometry


def dissolve(parts: Iterable[Geometry]) -> Geometry:
    """One geometry for several neighbours; fast when they share their borders exactly, right in any case."""
    shapes = list(parts)
    try:
        return shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        return shapely.union_all(shapes)


def simplify(shapes: list[Geometry], tolerance: float) -> list[Geometry]:
    """The same shapes with fewer points, borders still shared, coordinates rounded to the metre."""
    simplified = shapely.coverage_simplify(np.array(shapes, dtype=object), tolerance)
    rounded = shapely.transform(simplified, lambda points: np.round(points, DECIMALS))
    return list(np.where(shapely.is_empty(rounded), np.array(shapes, dtype=object), rounded))


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
    simplified = simplify(list(shapes.values()), TOLERANCE[niveau])
    return [
        Boundary(niveau, kind, code, shape, simple)
        for (code, shape), simple in zip(shapes.items(), simplified, strict=True)
    ]
