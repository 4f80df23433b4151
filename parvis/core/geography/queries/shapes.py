"""Boundaries as paths of a drawing, for a map that the server draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any, Final

from parvis.core.geography.enums import Niveau
from parvis.core.geography.models import Contour
from parvis.core.geography.queries.contours import edition

WIDTH: Final = 1000
# A territory that is narrow and long is drawn no taller than this.
TALLEST: Final = 1300
MARGIN: Final = 6
# Beyond so many areas each is too small on a screen for what tells the whole boundary from the simplified one.
FINE: Final = 60
# Half of the side of the square that a detail fills before it is dropped, in units of the drawing.
DETAIL: Final = 2.0
# Around the point where a word is written, how far its area must reach on each side.
ROOM: Final = (20, 14)

# Territories that a process keeps drawn: a département of 700 communes weighs a hundred kilobytes.
KEPT: Final = 32


@dataclass(frozen=True)
class Area:
    """A territory as an SVG path; ``middle`` is where a short number fits, if it does."""

    path: str
    middle: tuple[int, int] | None


@dataclass(frozen=True)
class Drawing:
    """Territories by code, in a frame of this size; ``border`` is the edge of all of them together."""

    width: int
    height: int
    areas: dict[str, Area]
    border: str


def drawn(niveau: Niveau, codes: Iterable[str], *, type: str = "") -> Drawing | None:  # noqa: A002
    """These territories of a level (and, for communes, of a ``type``), or nothing when no boundary is known.

    Drawn once by each process, and again when the edition of the boundaries changes.
    """
    return _drawn(edition(), niveau, tuple(sorted(codes)), type)


@lru_cache(maxsize=KEPT)
def _drawn(_edition: str, niveau: Niveau, wanted: tuple[str, ...], type: str) -> Drawing | None:  # noqa: A002
    """A plate carrée, shortened from west to east as its middle latitude asks: right enough for one territory."""
    column = "geometry" if len(wanted) <= FINE else "simplified"
    rows = list(
        Contour.objects.filter(niveau=niveau, type=type, code__in=wanted).order_by("code").values_list("code", column)
    )
    if not rows:
        return None
    # Loaded by who draws only: numpy comes with it.
    import shapely

    from parvis.core.geography.queries.boundaries import dissolve

    shapes = shapely.from_wkb([bytes(shape) for _, shape in rows])
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    squeeze = cos(radians((south + north) / 2))
    inside = WIDTH - 2 * MARGIN
    scale = min(inside / ((east - west) * squeeze), (TALLEST - 2 * MARGIN) / (north - south))

    def placed(points: Any) -> Any:
        points[:, 0] = MARGIN + (points[:, 0] - west) * squeeze * scale
        points[:, 1] = MARGIN + (north - points[:, 1]) * scale
        return points

    placed_shapes = shapely.coverage_simplify(shapely.transform(shapes, placed), DETAIL)
    areas = {code: _area(shape) for (code, _), shape in zip(rows, placed_shapes, strict=True)}
    border = _path(dissolve(placed_shapes))
    return Drawing(
        round((east - west) * squeeze * scale) + 2 * MARGIN,
        round((north - south) * scale) + 2 * MARGIN,
        areas,
        border,
    )


def _area(shape: Any) -> Area:
    import shapely

    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    point = shapely.point_on_surface(largest)
    centre = shapely.centroid(largest)
    middle = centre if shapely.contains(largest, centre) else point
    x, y = round(middle.x), round(middle.y)
    fits = shapely.contains(largest, shapely.box(x - ROOM[0], y - ROOM[1], x + ROOM[0], y + ROOM[1]))
    return Area(_path(shape), (x, y) if fits else None)


def _path(shape: Any) -> str:
    import shapely

    rings: list[Any] = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type == "Polygon":
            rings += [polygon.exterior, *polygon.interiors]
    return "".join(_ring([(round(x), round(y)) for x, y in ring.coords]) for ring in rings)


def _ring(points: Sequence[tuple[int, int]]) -> str:
    """A ring by the steps from each point to the next, which are shorter to write than the points."""
    (x, y), *others = points
    steps = []
    for following in others[:-1]:
        if following != (x, y):
            steps.append(f"{following[0] - x} {following[1] - y}")
            x, y = following
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if steps else ""
