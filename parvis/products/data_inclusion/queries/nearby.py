"""Structures around a place, the nearest first."""

from math import cos, pi, radians, sin
from typing import Any, Final, NamedTuple

from django.db.models import BooleanField, Case, F, FloatField, Func, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.core.geography.queries.distance import EARTH_RADIUS_KM
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Structure

RADIUS_KM: Final = 20.0
KM_PER_DEGREE: Final = 111.2
_BOOLEAN: Final[BooleanField] = BooleanField()
_FLOAT: Final[FloatField] = FloatField()


class Sphere(NamedTuple):
    """A point on the sphere of radius 1, as a query is given it: numbers, or what stands for them until it is run."""

    x: Any
    y: Any
    z: Any


class Circle(NamedTuple):
    """A circle on the globe, as a query is given it: its centre, the box around it, the square of its chord."""

    centre: Sphere
    box: tuple[Any, Any, Any, Any]
    farthest: Any

    @property
    def numbers(self) -> tuple[Any, ...]:
        """What it is made of, in the order of :meth:`of`."""
        return (*self.centre, *self.box, self.farthest)

    @classmethod
    def of(cls, *numbers: Any) -> "Circle":
        """The circle made of these."""
        x, y, z, west, south, east, north, farthest = numbers
        return cls(Sphere(x, y, z), (west, south, east, north), farthest)


class Point(NamedTuple):
    """A point of the globe, in degrees."""

    longitude: float
    latitude: float

    def on_sphere(self) -> Sphere:
        """The same on the sphere of radius 1."""
        along, up = radians(self.longitude), radians(self.latitude)
        return Sphere(cos(up) * cos(along), cos(up) * sin(along), sin(up))

    def around(self, radius_km: float) -> Circle:
        """The circle around it."""
        return Circle(self.on_sphere(), _box(self.longitude, self.latitude, radius_km), square_of_chord(radius_km))


def near_commune(actor: Actor, commune: CommuneFound, *, radius_km: float = RADIUS_KM) -> QuerySet[Structure]:
    """The structures of a commune, then those within ``radius_km`` of its centre, the nearest first.

    Each has ``inside`` and, where the commune has a centre, ``distance_km``.
    """
    published = Structure.objects.visible_to(actor).defer("document", "tail", "search_key")
    inside = Case(When(code_insee=commune.code_insee, then=True), default=False, output_field=BooleanField())
    if commune.longitude is None or commune.latitude is None:
        here = published.filter(code_insee=commune.code_insee)
        return here.annotate(inside=inside, distance_km=Value(None, output_field=FloatField())).order_by("nom", "id")
    around = published.filter(within(commune.longitude, commune.latitude, radius_km)).annotate(
        inside=inside, distance_km=sphere_km(commune.longitude, commune.latitude)
    )
    return around.filter(distance_km__lte=radius_km).order_by("-inside", "distance_km", "id")


def within(longitude: float, latitude: float, radius_km: float) -> Func:
    """In the box around a circle: what the index on the point answers."""
    west, south, east, north = _box(longitude, latitude, radius_km)
    box = f"box(point({west}, {south}), point({east}, {north}))"
    return Func(F("longitude"), F("latitude"), template=f"(point(%(expressions)s) <@ {box})", output_field=_BOOLEAN)


def _box(longitude: float, latitude: float, radius_km: float) -> tuple[float, float, float, float]:
    """West, south, east and north of a circle."""
    height = radius_km / KM_PER_DEGREE
    width = height / max(cos(radians(latitude)), 0.01)
    return longitude - width, latitude - height, longitude + width, latitude + height


def square_of_chord(kilometres: float) -> float:
    """The square of the chord of two places as far from each other, on the sphere of radius 1."""
    return float((2 * sin(min(kilometres / 2 / EARTH_RADIUS_KM, pi / 2))) ** 2)


class Chord(Func):
    """The square of the chord from an entry to ``centre``, on the sphere of radius 1."""

    template = "({x} - %s) * ({x} - %s) + ({y} - %s) * ({y} - %s) + ({z} - %s) * ({z} - %s)"

    def __init__(self, centre: Sphere) -> None:
        super().__init__(F("x"), F("y"), F("z"), output_field=_FLOAT)
        self.place = [each for each in centre for _ in range(2)]

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, Any]:
        x, y, z = (compiler.compile(each)[0] for each in self.source_expressions[:3])
        return f"({self.template.format(x=x, y=y, z=z)})", self.place


def kilometres_of(chord: str) -> str:
    """SQL: the length in kilometres, on the globe, of the square of a chord."""
    return f"(asin(least(sqrt({chord}) / 2.0, 1.0)) * {2 * EARTH_RADIUS_KM})"


class Kilometres(Chord):
    """The distance from an entry to ``centre`` on the sphere."""

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, Any]:
        chord, params = super().as_sql(compiler, connection)
        return kilometres_of(chord), params


class Inside(Chord):
    """Whether an entry is in the circle; nothing is known of what has no place."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle.centre)
        self.output_field = _BOOLEAN
        self.source_expressions += [F("longitude"), F("latitude")]  # type: ignore[list-item]  # resolved like the others
        self.circle = circle

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, Any]:
        chord, params = super().as_sql(compiler, connection)
        longitude, latitude = (compiler.compile(each)[0] for each in self.source_expressions[3:])
        box = "box(point(%s, %s), point(%s, %s))"
        return (
            f"(point({longitude}, {latitude}) <@ {box} AND {chord} <= %s)",
            [*self.circle.box, *params, self.circle.farthest],
        )


def sphere_km(longitude: float, latitude: float) -> Combinable:
    """The distance of a structure, in kilometres on the sphere (haversine)."""
    half_latitude = (Radians(F("latitude")) - radians(latitude)) / 2.0
    half_longitude = (Radians(F("longitude")) - radians(longitude)) / 2.0
    chord = Power(Sin(half_latitude), 2) + Cos(Radians(F("latitude"))) * cos(radians(latitude)) * Power(
        Sin(half_longitude), 2
    )
    return 2 * EARTH_RADIUS_KM * ASin(Least(Value(1.0), Sqrt(chord)), output_field=FloatField())
