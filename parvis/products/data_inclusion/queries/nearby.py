"""Structures around a place, the nearest first."""

from math import cos, radians, sin
from typing import Final, NamedTuple

from django.db.models import BooleanField, Case, F, FloatField, Func, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.core.geography.queries.distance import EARTH_RADIUS_KM
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Structure

RADIUS_KM: Final = 20.0
KM_PER_DEGREE: Final = 111.2


class Point(NamedTuple):
    """A point of the globe, in degrees."""

    longitude: float
    latitude: float

    def on_sphere(self) -> tuple[float, float, float]:
        """The same on the sphere of radius 1."""
        along, up = radians(self.longitude), radians(self.latitude)
        return cos(up) * cos(along), cos(up) * sin(along), sin(up)


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
    height = radius_km / KM_PER_DEGREE
    width = height / max(cos(radians(latitude)), 0.01)
    west_south, east_north = (longitude - width, latitude - height), (longitude + width, latitude + height)
    box = Func(_point(*map(Value, west_south)), _point(*map(Value, east_north)), function="box")
    return Func(
        _point(F("longitude"), F("latitude")),
        box,
        template="(%(expressions)s)",
        arg_joiner=" <@ ",
        output_field=BooleanField(),
    )


def _point(longitude: F | Value, latitude: F | Value) -> Func:
    return Func(longitude, latitude, function="point")


def chord_to(point: Point) -> Combinable:
    """The square of the chord from an entry to ``point``, on the sphere of radius 1."""
    x, y, z = point.on_sphere()
    return (F("x") - x) * (F("x") - x) + (F("y") - y) * (F("y") - y) + (F("z") - z) * (F("z") - z)


def sphere_km(longitude: float, latitude: float) -> Combinable:
    """The distance of a structure, in kilometres on the sphere (haversine)."""
    half_latitude = (Radians(F("latitude")) - radians(latitude)) / 2.0
    half_longitude = (Radians(F("longitude")) - radians(longitude)) / 2.0
    chord = Power(Sin(half_latitude), 2) + Cos(Radians(F("latitude"))) * cos(radians(latitude)) * Power(
        Sin(half_longitude), 2
    )
    return 2 * EARTH_RADIUS_KM * ASin(Least(Value(1.0), Sqrt(chord)), output_field=FloatField())
