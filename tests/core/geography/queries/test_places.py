"""Where a point is, what a code leads to, how far, and in which part of the Republic."""

import math
from zoneinfo import ZoneInfo

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.geography.enums import CommuneType, Niveau, Zone
from parvis.core.geography.models import Commune, Contour
from parvis.core.geography.queries.communes import commune_holding, current_commune
from parvis.core.geography.queries.distance import EARTH_RADIUS_KM, distance_km
from parvis.core.geography.queries.zones import zone_of

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
points = st.tuples(longitudes, latitudes)

BESANCON, PARIS = (6.0241, 47.2378), (2.3522, 48.8566)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("point", "name"),
    [
        (BESANCON, "Besançon"),
        (PARIS, "Paris"),
        ((4.8357, 45.7640), "Lyon"),
        ((8.7386, 41.9192), "Ajaccio"),
        ((55.4504, -20.8789), "Saint-Denis"),
        ((-52.3269, 4.9224), "Cayenne"),
        ((45.2280, -12.7806), "Mamoudzou"),
    ],
)
def test_a_point_is_held_by_its_commune(point, name, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert commune_holding(*point).name == name


@pytest.mark.django_db
@pytest.mark.parametrize("point", [(0.0, 0.0), (-5.0, 46.0), (7.4474, 46.9480), (180, 90), (math.inf, 1.0)])
def test_a_point_outside_the_territory_is_held_by_none(point):
    assert commune_holding(*point) is None


@pytest.mark.django_db
def test_an_arrondissement_holds_a_point_when_asked_for():
    found = commune_holding(2.3522, 48.8566, type=CommuneType.ARM)
    assert found.name == "Paris 4e Arrondissement"


@pytest.mark.django_db
def test_the_centre_of_any_commune_is_held_by_it(django_db_blocker):
    every = list(Contour.objects.filter(niveau=Niveau.COMMUNE, type=CommuneType.COM).values_list("code", flat=True))
    centres = {
        code: (longitude, latitude)
        for code, longitude, latitude in Commune.objects.current().values_list("code_insee", "longitude", "latitude")
    }

    @settings(max_examples=150)
    @given(st.sampled_from(sorted(every)))
    def held(code):
        assert commune_holding(*centres[code]).code_insee == code

    held()


@pytest.mark.django_db
def test_any_point_well_inside_a_territory_is_held_by_it():
    @settings(max_examples=60)
    @given(st.sampled_from(["25056", "2A004", "97411", "75056", "13055", "49126"]), st.randoms(use_true_random=False))
    def held(code, random):
        shape = shapely.from_wkb(bytes(Contour.objects.get(niveau="commune", type="COM", code=code).geometry))
        west, south, east, north = shape.bounds
        point = shapely.Point(random.uniform(west, east), random.uniform(south, north))
        assert (commune_holding(point.x, point.y) == current_commune(code)) == shape.covers(point)

    held()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "current"),
    [
        ("25056", "Besançon"),
        ("74011", "Annecy"),
        ("50129", "Cherbourg-en-Cotentin"),
        ("93059", "Saint-Denis"),
        ("75113", "Paris"),
        ("69383", "Lyon"),
        ("98735", "Papeete"),
    ],
)
def test_a_code_of_today_or_yesterday_leads_to_the_commune_in_force(code, current, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = current_commune(code)
    assert (found.name, found.type) == (current, CommuneType.COM)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "99999", "2C001", "abc", "25056' OR 1=1"])
def test_an_unknown_code_leads_nowhere(code):
    assert current_commune(code) is None


@pytest.mark.parametrize(
    ("code", "zone", "timezone"),
    [
        ("25056", Zone.METROPOLE, "Europe/Paris"),
        ("2A004", Zone.CORSE, "Europe/Paris"),
        ("2B033", Zone.CORSE, "Europe/Paris"),
        ("97105", Zone.GUADELOUPE, "America/Guadeloupe"),
        ("97209", Zone.MARTINIQUE, "America/Martinique"),
        ("97302", Zone.GUYANE, "America/Cayenne"),
        ("97411", Zone.LA_REUNION, "Indian/Reunion"),
        ("97502", Zone.SAINT_PIERRE_ET_MIQUELON, "America/Miquelon"),
        ("97611", Zone.MAYOTTE, "Indian/Mayotte"),
        ("97701", Zone.SAINT_BARTHELEMY, "America/St_Barthelemy"),
        ("97801", Zone.SAINT_MARTIN, "America/Marigot"),
        ("98412", Zone.TERRES_AUSTRALES, "Indian/Kerguelen"),
        ("98613", Zone.WALLIS_ET_FUTUNA, "Pacific/Wallis"),
        ("98735", Zone.POLYNESIE_FRANCAISE, "Pacific/Tahiti"),
        ("98818", Zone.NOUVELLE_CALEDONIE, "Pacific/Noumea"),
    ],
)
@pytest.mark.django_db
def test_every_part_of_the_republic_has_its_zone_and_time(code, zone, timezone):
    commune = Commune.objects.get(code_insee=code, type=CommuneType.COM)
    assert zone_of(commune) is zone_of(code) is zone
    assert zone.timezone == ZoneInfo(timezone)
    assert zone.label


def test_every_zone_is_reached_by_some_code():
    codes = ["25056", "2A004", *(f"{prefix}01" for prefix in range(971, 979)), "98401", "98601", "98701", "98801"]
    assert {zone_of(code) for code in codes} == set(Zone)


@given(points, points)
def test_distance_is_symmetric_and_bounded(a, b):
    assert distance_km(*a, *b) == pytest.approx(distance_km(*b, *a), abs=1e-6)
    assert 0 <= distance_km(*a, *b) <= math.pi * EARTH_RADIUS_KM + 1e-6


@given(points)
def test_a_point_is_at_no_distance_of_itself(a):
    assert distance_km(*a, *a) == 0


@given(points, points, points)
def test_a_detour_is_never_shorter(a, b, c):
    assert distance_km(*a, *c) <= distance_km(*a, *b) + distance_km(*b, *c) + 1e-6


def test_known_distances():
    assert distance_km(*BESANCON, *PARIS) == pytest.approx(327, abs=2)
    assert distance_km(-149.57, -17.53, *PARIS) == pytest.approx(15_700, rel=0.01)
    assert distance_km(179.9, 0, -179.9, 0) == pytest.approx(22.2, abs=0.1)
