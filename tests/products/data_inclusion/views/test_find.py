"""« Trouver »: what one types, what one gets, page after page."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.data_inclusion import import_records, raw

pytestmark = pytest.mark.django_db
URL = "/trouver/"


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def test_first_page_asks_where(client):
    page = text(client.get(URL))
    assert 'name="ou"' in page
    assert "Commune ou code postal" in page


@pytest.mark.parametrize("typed", ["Besançon", "besancon", "25000", "25056", "Besançon (25)"])
def test_one_commune_leads_to_its_address(client, typed):
    answer = client.get(URL, {"ou": typed})
    assert (answer.status_code, answer.url) == (302, "/trouver/?commune=25056")


def test_chosen_suggestion_wins_over_the_text(client):
    assert client.get(URL, {"ou": "Saint-Denis", "commune": "97411"}).url == "/trouver/?commune=97411"


def test_ambiguous_name_shows_the_communes_to_choose_from(client):
    page = text(client.get(URL, {"ou": "Saint-Denis"}))
    assert "laquelle est la vôtre" in page
    for code in ("93066", "97411"):
        assert f"?commune={code}" in page


def test_misspelt_commune_is_told_with_what_it_may_be(client):
    page = text(client.get(URL, {"ou": "Besanson"}))
    assert "Nous ne connaissons pas de commune « Besanson »" in page
    assert "?commune=25056" in page


@pytest.mark.parametrize("query", [{"ou": "xqzwvk"}, {"commune": "99999"}, {"ou": "x" * 5000}])
def test_unknown_commune_is_told_clearly(client, query):
    answer = client.get(URL, query)
    assert answer.status_code == 404
    assert "Nous ne connaissons pas de commune" in text(answer)


@pytest.mark.parametrize("query", [{"ou": "\x00"}, {"ou": " ", "quoi": "ordinateur"}])
def test_missing_place_is_asked_for(client, query):
    assert "Il manque le lieu" in text(client.get(URL, query))


def test_results_begin_with_the_commune_then_the_nearest(client):
    page = text(client.get(URL, {"commune": "25056"}))
    assert page.index("Mairie de Besançon") < page.index("Mairie d'École-Valentin")
    assert "Dans la commune de Besançon" in page
    assert "km du centre de Besançon" in page
    assert 'data-contours="/geographie/contours/communes/25.geojson"' in page


def test_page_out_of_range_says_so_and_leads_back(client):
    for number in ("999", "0", "abc"):
        answer = client.get(URL, {"commune": "25056", "page": number})
        assert answer.status_code == 404
        assert "Cette page n’existe pas" in text(answer)
        assert 'href="/trouver/?commune=25056"' in text(answer)


def test_structure_says_its_hours_and_how_to_reach_it(client):
    page = text(client.get("/trouver/structures/mairies--25056/"))
    assert "Ouvert du lundi au vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h 30" in page
    assert 'href="tel:+33381615050"' in page
    assert "03 81 61 50 50" in page
    assert 'href="mailto:contact.ville@besancon.fr"' in page
    assert "Source : Mairies" in page


@pytest.mark.parametrize(
    "name", ["مركز المساعدة الاجتماعية", "A" * 60, "L", "Maison <b>des</b> services & « solidarités »"]
)
def test_any_name_is_shown_as_it_is(client, acting, name):
    name = name if len(name) > 2 else "Lou"
    import_records([raw(1, nom=name)])
    answer = client.get("/trouver/structures/essai--1/")
    assert answer.status_code == 200
    assert '<h1 class="di-name" dir="auto">' in text(answer)
    assert "<b>des</b>" not in text(answer)
    assert client.get(URL, {"commune": "25056"}).status_code == 200


def test_structure_without_hours_nor_contact_nor_point_is_shown(client, acting):
    import_records([raw(1, longitude=None, latitude=None)])
    page = text(client.get("/trouver/structures/essai--1/"))
    assert "appelez avant de vous déplacer" in page
    assert "data-map" not in page


@pytest.mark.parametrize("identifier", ["inconnue", "x\x00y", "é" * 300])
def test_unknown_structure_is_not_found(client, identifier):
    assert client.get(f"/trouver/structures/{quote(identifier)}/").status_code == 404


def test_list_asks_as_many_queries_for_one_place_as_for_thirty(client, acting):
    import_records([raw(1)])
    told = {}
    for _ in ("what is kept for the edition is computed", "then read"):
        for commune in ("29155", "25056"):
            with CaptureQueriesContext(connection) as captured:
                client.get(URL, {"commune": commune})
            told[commune] = len(captured)
    assert told["29155"] == told["25056"]
