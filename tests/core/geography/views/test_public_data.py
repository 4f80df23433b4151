"""Boundaries and suggestions over HTTP."""

import gzip
import json

import pytest
from django.urls import reverse

from parvis.core.geography.models import Commune, Millesime

pytestmark = pytest.mark.django_db


def contours(layer: str, code: str) -> str:
    return f"/geographie/contours/{layer}/{code}.geojson"


@pytest.mark.parametrize(
    ("layer", "code", "name", "count"),
    [
        ("commune", "25056", "Besançon", 1),
        ("commune", "2A004", "Ajaccio", 1),
        ("commune", "75113", "Paris 13e Arrondissement", 1),
        ("commune", "66104", "Los Masos", 1),
        ("epci", "242500361", "Communauté urbaine Grand Besançon Métropole", 1),
        ("departement", "25", "Doubs", 1),
        ("region", "27", "Bourgogne-Franche-Comté", 1),
        ("communes", "90", "Belfort", 101),
        ("communes", "2B", "Bastia", 236),
        ("departements", "27", "Doubs", 8),
        ("departements", "france", "Mayotte", 101),
        ("regions", "france", "Corse", 18),
    ],
)
def test_boundaries_of_a_level(client, layer, code, name, count, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        response = client.get(contours(layer, code))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/geo+json"
    assert "public" in response["Cache-Control"]
    collection = json.loads(response.content)
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == count
    assert any(name in feature["properties"]["nom"] for feature in collection["features"])
    assert {feature["geometry"]["type"] for feature in collection["features"]} <= {"Polygon", "MultiPolygon"}


def test_the_country_weighs_little_on_the_wire(client):
    for layer, most in (("departements", 130_000), ("regions", 50_000)):
        response = client.get(contours(layer, "france"), headers={"accept-encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert len(response.content) < most, layer
        assert json.loads(gzip.decompress(response.content))["features"]


def test_asked_again_nothing_is_sent(client):
    first = client.get(contours("departement", "25"))
    again = client.get(contours("departement", "25"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    zipped = client.get(contours("departement", "25"), headers={"accept-encoding": "gzip"})
    again = client.get(
        contours("departement", "25"), headers={"accept-encoding": "gzip", "if-none-match": zipped["ETag"]}
    )
    assert again.status_code == 304


def test_another_edition_or_territory_has_another_etag(client):
    first = client.get(contours("departement", "25"))
    assert client.get(contours("departement", "39"))["ETag"] != first["ETag"]
    Millesime.objects.update(digest="another")
    again = client.get(contours("departement", "25"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("layer", "code", "message"),
    [
        ("canton", "2501", "Niveau inconnu : « canton »"),
        ("commune", "99999", "Aucun territoire de code « 99999 »"),
        ("commune", "x'--", "Aucun territoire"),
        ("departement", "1", "Aucun territoire"),
        ("communes", "999", "Aucun territoire"),
        ("regions", "27", "Aucun territoire"),
        ("commune", "98735", "n'est pas connu"),
        ("departement", "987", "n'est pas connu"),
    ],
)
def test_an_unknown_territory_is_said_so(client, layer, code, message):
    response = client.get(contours(layer, code))
    assert response.status_code == 404
    assert message in response.json()["erreur"]
    assert "ETag" not in response


def test_a_commune_that_shares_its_code_with_a_part_of_it_is_drawn_whole(client):
    shared = Commune.objects.filter(type="COMD", code_insee="93066").get()
    assert shared.parent.code_insee == "93066"
    response = client.get(contours("commune", "93066"))
    assert [feature["properties"] for feature in response.json()["features"]] == [
        {"code": "93066", "nom": "Saint-Denis"}
    ]


def test_suggestions_tell_what_a_form_needs(client, django_assert_max_num_queries):
    client.get("/geographie/communes/?q=x")
    with django_assert_max_num_queries(1):
        response = client.get("/geographie/communes/", {"q": "besancon"})
    assert response.status_code == 200
    found = response.json()["communes"][0]
    assert found["code_insee"] == "25056"
    assert found["libelle"] == "Besançon (25)"
    assert found["codes_postaux"] == ["25000"]
    assert len(client.get("/geographie/communes/", {"q": "saint"}).json()["communes"]) == 20


@pytest.mark.parametrize(
    ("typed", "message"), [("", "Indiquez le nom"), ("   ", "Indiquez le nom"), ("a" * 101, "le maximum est 100")]
)
def test_a_question_empty_or_too_long_is_refused(client, typed, message):
    response = client.get("/geographie/communes/", {"q": typed})
    assert response.status_code == 400
    assert message in response.json()["erreur"]


def test_a_question_without_answer_is_no_error(client):
    assert client.get("/geographie/communes/", {"q": "zzzzzzzz"}).json() == {"communes": []}


@pytest.mark.parametrize("route", [("geography:communes", []), ("geography:contours", ["regions", "france"])])
def test_nothing_is_written_by_these_routes(client, route):
    name, arguments = route
    assert client.post(reverse(name, args=arguments)).status_code == 405
