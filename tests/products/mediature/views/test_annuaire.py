"""« Quel médiateur ? »: by commune, then the page of an authority."""

from datetime import date, timedelta
from html import unescape

import pytest

from parvis.core.geography.models import Commune
from parvis.kernel import clock
from tests.factories.mediature import make_collectivite, make_mandat

pytestmark = pytest.mark.django_db
URL = "/mediature/"


def text(answer) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def besancon() -> Commune:
    return Commune.objects.current().get(code_insee="25056")


def test_a_commune_leads_to_its_four_levels_and_their_mediators(acting, client):
    place = besancon()
    make_collectivite(code="25056", slug="besancon", name="Ville de Besançon")
    make_collectivite(code=place.epci.code, niveau="epci", slug="grand-besancon", name="Grand Besançon", mandate=False)
    make_collectivite(code="25", niveau="departement", slug="doubs", name="Département du Doubs", opened_on=None)
    page = text(client.get(URL, {"ou": "besancon"}))
    assert 'href="/mediature/besancon/"' in page
    assert "Luc Perrin" in page
    assert 'href="/mediature/grand-besancon/"' in page
    assert "dont le mandat ne court pas aujourd’hui" in page
    assert "/mediature/doubs/" not in page
    assert page.count("Pas de médiateur inscrit ici.") == 2


def test_where_two_mandates_run_the_last_one_is_named_everywhere(acting, client):
    page = make_collectivite(code="25056", slug="besancon", name="Ville de Besançon", mandate=False)
    for name, begins in (("Ancien Médiateur", date(2020, 1, 1)), ("Nouvelle Médiatrice", date(2025, 6, 1))):
        make_mandat(page, mediateur=name, starts_on=begins)
    found = text(client.get(URL, {"ou": "besancon"}))
    assert "Nouvelle Médiatrice" in found
    assert "Ancien Médiateur" not in found
    shown = text(client.get("/mediature/besancon/"))
    assert 'Vous pouvez saisir <strong dir="auto">Nouvelle Médiatrice</strong>' in shown
    assert "Ancien Médiateur</span>, mandat qui court encore : du" in shown


def test_a_mandate_to_come_is_not_told_past(acting, client):
    page = make_collectivite(slug="besancon")
    make_mandat(page, mediateur="Médiatrice Future", starts_on=clock.today() + timedelta(days=30))
    make_mandat(page, mediateur="Médiateur Passé", starts_on=date(2010, 1, 1), ends_on=date(2015, 1, 1))
    shown = text(client.get("/mediature/besancon/"))
    assert "Médiatrice Future</span>, mandat à venir : du" in shown
    assert "Médiateur Passé</span>, mandat passé : du" in shown
    assert 'Vous pouvez saisir <strong dir="auto">Luc Perrin</strong>' in shown


def test_a_postal_code_of_several_communes_offers_the_others(acting, client):
    page = text(client.get(URL, {"ou": "25000"}))
    assert "Besançon (25)" in page
    page = text(client.get(URL, {"ou": "saint-denis"}))
    assert page.count("commune=") >= 2


@pytest.mark.parametrize("typed", ["zzzzzz", "99999", "<script>", "x" * 500])
def test_what_is_no_commune_says_so_and_keeps_what_was_typed(client, typed):
    answer = client.get(URL, {"ou": typed})
    assert answer.status_code == 200
    assert "Aucune commune de ce nom" in text(answer) or "Pas de médiateur" in text(answer)
    assert "<script>z" not in answer.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_mandates(acting, client, django_assert_num_queries):
    page = make_collectivite(code="25056", slug="besancon")
    client.get(URL, {"ou": "besancon"})
    with django_assert_num_queries(4):
        client.get(URL, {"ou": "besancon"})
    for year in range(1990, 2019):
        make_mandat(page, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    with django_assert_num_queries(4):
        client.get(URL, {"ou": "besancon"})


def test_a_page_tells_the_mandate_the_controller_and_how_long_documents_stay(acting, client):
    page = make_collectivite(slug="dijon", name="Ville de Dijon", kept_months=12, charter="Indépendance.")
    make_mandat(page, mediateur="Ancien Médiateur", starts_on=date(2010, 1, 1), ends_on=date(2015, 12, 31))
    told = text(client.get("/mediature/dijon/"))
    assert "Délibération n<sup>o</sup> 2025-12" in told
    assert "représentée par Anne Morel, maire" in told
    assert "effacés 12 mois après la clôture" in told
    assert "Ancien Médiateur" in told.partition("Autres mandats")[2]
    assert "Indépendance." in told


def test_a_page_without_mandate_takes_nothing_and_one_not_open_does_not_exist(acting, client):
    make_collectivite(slug="sans-mandat", mandate=False)
    make_collectivite(slug="fermee", opened_on=None)
    assert "ne prend pas de nouvelle saisine" in text(client.get("/mediature/sans-mandat/"))
    assert client.get("/mediature/fermee/").status_code == 404
    assert client.get("/mediature/inconnue/").status_code == 404
