"""Territories drawn for a page: whole, in their frame, neighbours that touch, each with a place for a number."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Departement
from parvis.core.geography.queries.shapes import WIDTH, drawn

pytestmark = pytest.mark.django_db
DOUBS = "25"


def points(path):
    """The corners of a path, as they are drawn."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]*)z", path):
        x, y = map(int, start.split())
        found.append((x, y))
        numbers = list(map(int, steps.split()))
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            found.append((x, y))
    return found


def test_the_departements_of_a_region_are_drawn_north_up_inside_their_frame():
    codes = list(Departement.objects.filter(region="27").values_list("code", flat=True))
    drawing = drawn(Niveau.DEPARTEMENT, codes)
    assert set(drawing.areas) == set(codes)
    for area in (*(each.path for each in drawing.areas.values()), drawing.border):
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points(area))
    assert drawing.width == WIDTH
    west, east = drawing.areas["89"].middle, drawing.areas["90"].middle or drawing.areas["25"].middle
    assert west[0] < east[0]
    assert drawing.areas["70"].middle[1] < drawing.areas["39"].middle[1]


def test_neighbours_share_the_corners_of_their_border():
    drawing = drawn(Niveau.DEPARTEMENT, ["21", "89"])
    shared = set(points(drawing.areas["21"].path)) & set(points(drawing.areas["89"].path))
    assert len(shared) > 10
    assert len(set(points(drawing.border)) & shared) < len(shared) / 2


def test_arrondissements_and_a_whole_departement_are_drawn_once():
    paris = Commune.objects.filter(type=CommuneType.ARM, parent__code_insee="75056")
    assert len(drawn(Niveau.COMMUNE, paris.values_list("code_insee", flat=True), type=CommuneType.ARM).areas) == 20
    codes = list(Commune.objects.current().filter(departement=DOUBS).values_list("code_insee", flat=True))
    first = drawn(Niveau.COMMUNE, codes, type=CommuneType.COM)
    assert len(first.areas) == len(codes) > 500
    with CaptureQueriesContext(connection) as queries:
        assert drawn(Niveau.COMMUNE, reversed(codes), type=CommuneType.COM) is first
    assert len(queries) == 1


def test_what_has_no_boundary_is_not_drawn():
    assert drawn(Niveau.COMMUNE, ["99999"], type=CommuneType.COM) is None
    assert drawn(Niveau.COMMUNE, [], type=CommuneType.COM) is None
