"""« search/services » against its rules, written naively, on small invented worlds."""

import random
from math import asin, ceil, cos, radians, sin, sqrt

import pytest

from parvis.core.accounts.actions.tokens import create_token
from parvis.core.geography.queries.distance import EARTH_RADIUS_KM
from parvis.kernel.actor import system
from parvis.products.data_inclusion.queries.territories import place_of
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = pytest.mark.django_db
COMMUNE = "25056"
THEMES = ["sante--dependance-aux-substances", "numerique--acquerir-un-equipement"]
FAR_AWAY = "75056"


@pytest.fixture
def get(acting, client):
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])

    def call(path, **query):
        answer = client.get(f"/api/v1/{path}", query, headers={"authorization": f"Bearer {issued.secret}"})
        assert answer.status_code == 200, answer.content
        return answer.json()

    return call


def kilometres(one, other):
    (x, y), (u, v) = [tuple(map(radians, each)) for each in (one, other)]
    chord = sin((v - y) / 2) ** 2 + cos(y) * cos(v) * sin((u - x) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(chord)))


def expected(services, place, point):
    """Identifiers and distances, in order."""
    here = set(place.zones)
    found = []
    for service in services:
        zone, modes = service["zone_eligibilite"], service["modes_accueil"] or []
        if zone and not here & set(zone):
            continue
        away = kilometres(point, (service["longitude"], service["latitude"])) if service["longitude"] else 1e6
        if away > 50 and "a-distance" not in modes:
            continue
        distance = round(away) if away <= 50 and "en-presentiel" in modes else None
        found.append((distance is None, distance or 0, f"essai--{service['id']}", distance))
    return [(identifier, distance) for _, _, identifier, distance in sorted(found)]


def world(chance, place):
    zones = [None, ["france"], ["99100"], [COMMUNE], [place.code_departement], [place.code_epci], [FAR_AWAY], ["75"]]
    modes = [None, ["en-presentiel"], ["en-presentiel"], ["a-distance"], ["en-presentiel", "a-distance"]]
    for number in range(80):
        placed = chance.random() < 0.9
        yield raw_service(
            number,
            longitude=place.point.longitude + chance.uniform(-1, 1) if placed else None,
            latitude=place.point.latitude + chance.uniform(-0.7, 0.7) if placed else None,
            zone_eligibilite=chance.choice([*zones, [FAR_AWAY, place.code_departement]]),
            modes_accueil=chance.choice(modes),
            thematiques=chance.choice([None, THEMES[:1], THEMES[1:], THEMES]),
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_search_follows_its_rules_whatever_the_page(get, seed):
    chance = random.Random(seed)
    place = place_of(COMMUNE)
    services = list(world(chance, place))
    import_records([raw(1), *services])
    elsewhere = (place.point.longitude + 0.3, place.point.latitude - 0.2)
    for point, asked in ((tuple(place.point), {}), (elsewhere, {"lon": elsewhere[0], "lat": elsewhere[1]})):
        for theme in (None, "numerique"):
            kept = [s for s in services if not theme or THEMES[1] in (s["thematiques"] or [])]
            told = expected(kept, place, point)
            assert told
            asked_theme = {"thematiques": theme} if theme else {}
            for size in (1, 7, 5000):
                for page in {1, 2, ceil(len(told) / size), ceil(len(told) / size) + 1}:
                    answer = get("search/services", code_commune=COMMUNE, size=size, page=page, **asked, **asked_theme)
                    found = [(item["service"]["id"], item["distance"]) for item in answer["items"]]
                    assert found == told[(page - 1) * size : page * size]
                    assert (answer["total"], answer["pages"]) == (len(told), ceil(len(told) / size))
                    assert (answer["page"], answer["size"]) == (page, len(found))


def test_words_around_a_point_leave_out_what_is_open_only_elsewhere_and_tell_no_distance_out_of_reach(get):
    both = ["en-presentiel", "a-distance"]
    far = {"longitude": 55.45, "latitude": -20.88}
    import_records([
        raw(1),
        raw_service(1), raw_service(2, zone_eligibilite=["75"]), raw_service(3, zone_eligibilite=["25"]),
        raw_service(4, modes_accueil=both, zone_eligibilite=["974"], **far),
        raw_service(5, modes_accueil=both, zone_eligibilite=["france"], **far),
        raw_service(6, modes_accueil=both, zone_eligibilite=["25"], **far),
        raw_service(7, modes_accueil=["en-presentiel"], **far),
        raw_service(8, zone_eligibilite=["13"], longitude=5.3, latitude=43.28),
    ])  # fmt: skip

    def told(path, **asked):
        items = get(path, sources="essai", **asked)["items"]
        return sorted((each["service"]["id"].removeprefix("essai--"), each["distance"]) for each in items)

    here = {"lat": 47.24, "lon": 6.0}
    expected = [("s001", 0), ("s003", 0), ("s005", None), ("s006", None)]
    assert told("search/services", code_commune="25056", **here) == expected
    assert told("search", **here) == told("search", q="atelier", **here) == expected
    at_sea = {"lat": 43.1, "lon": 5.2}
    assert [name for name, _ in told("search", **at_sea)] == ["s005", "s008"]
