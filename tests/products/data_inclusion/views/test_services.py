"""« Trouver » a service: what, where, for whom; its filters, its page, and what to do when nothing answers."""

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from tests.factories.data_inclusion import import_records, import_services, offer, raw
from tests.products.data_inclusion.views.test_find import text

pytestmark = pytest.mark.django_db
URL = "/trouver/"
HERE = {"commune": "25056"}
PAGE = "/trouver/services/essai--s1/"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def names(answer) -> list[str]:
    page = text(answer)
    return [f"Service {number:03}" for number in range(1, 60) if f">Service {number:03}<" in page]


@pytest.fixture
def offered(acting):
    import_services(
        [
            offer(1, nom="Service 001", longitude=6.02),
            offer(2, longitude=6.10, thematiques=["mobilite--preparer-un-permis"], frais="payant", publics=["jeunes"]),
            offer(3, longitude=6.50, publics=["familles"], horaires_accueil="Sa 09:00-12:00"),
            offer(4, modes_accueil=["a-distance"], zone_eligibilite=["france"]),
            offer(5, zone_eligibilite=["31"]),
        ]
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"voir": "services"}, [1, 2, 4]),
        ({"voir": "services", "rayon": "50"}, [1, 2, 3, 4]),
        ({"quoi": "permis"}, [2]),
        ({"quoi": "ordinateur"}, [1, 2, 4]),
        ({"quoi": "numérique"}, [1, 4]),
        ({"theme": "mobilite"}, [2]),
        ({"theme": ["mobilite", "numerique"]}, [1, 2, 4]),
        ({"pour": "jeunes"}, [1, 2, 4]),
        ({"frais": "payant"}, [2]),
        ({"mode": "a-distance", "voir": "services"}, [4]),
        ({"mode": "en-presentiel"}, [1, 2]),
        ({"horaires": "samedi", "rayon": "50", "voir": "services"}, [3]),
    ],
)
def test_services_answer_what_is_asked(client, offered, asked, found):
    assert names(client.get(URL, HERE | asked)) == [f"Service {number:03}" for number in found]


@pytest.mark.parametrize(("hour", "found"), [(9, ["Service 001", "Service 002"]), (22, [])])
def test_open_now_follows_the_clock(client, offered, hour, found):
    with clock.frozen(MONDAY.replace(hour=hour)):
        answer = client.get(URL, HERE | {"horaires": "maintenant", "mode": "en-presentiel"})
    assert names(answer) == found


def test_filters_tell_how_many_services_each_would_leave(client, offered):
    page = text(client.get(URL, HERE | {"theme": "numerique", "voir": "services"}))
    assert "Numérique, ordinateur, Internet (1)" in page
    assert "Se déplacer, permis, véhicule (1)" in page
    assert "Gratuit (1)" in page
    assert "Payant" not in page


def test_words_with_a_slip_find_what_was_meant_and_say_so(client, offered):
    page = text(client.get(URL, HERE | {"quoi": "numeriqeu"}))
    assert "Rien ne répond à « numeriqeu »" in page
    assert ">Service 001<" in page
    assert "Service 001" not in text(client.get(URL, HERE | {"quoi": "numeriqeu", "exact": "1"}))


def option(page: str, value: object, label: str, count: int) -> bool:
    return any(f'<option value="{value}"{chosen}>{label} ({count})</option>' in page for chosen in ("", " selected"))


@pytest.mark.parametrize(
    ("asked", "radii", "modes"),
    [
        ({}, {5: 1, 10: 2, 20: 2, 50: 3, 100: 3}, {"": 2, "en-presentiel": 2, "a-distance": 1}),
        ({"rayon": "50"}, {5: 1, 50: 3}, {"": 3, "en-presentiel": 3, "a-distance": 1}),
        ({"mode": "en-presentiel"}, {5: 1, 20: 2, 100: 3}, {"": 2, "en-presentiel": 2, "a-distance": 1}),
        ({"mode": "a-distance"}, {5: 1, 20: 1, 100: 1}, {"": 2, "en-presentiel": 2, "a-distance": 1}),
        ({"frais": "payant"}, {5: 0, 10: 1, 100: 1}, {"": 1, "en-presentiel": 1, "a-distance": 0}),
        ({"horaires": "samedi"}, {5: 0, 20: 0, 50: 1, 100: 1}, {"": 0, "en-presentiel": 0, "a-distance": 0}),
    ],
)
def test_distances_and_modes_tell_how_many_services_each_would_leave(client, offered, asked, radii, modes):
    page = text(client.get(URL, HERE | {"voir": "services"} | asked))
    for km, count in radii.items():
        assert option(page, km, f"{km} km", count)
    for mode, count in modes.items():
        assert option(page, mode, {"": "Tous", "en-presentiel": "Sur place", "a-distance": "À distance"}[mode], count)


def test_what_a_filter_tells_is_what_it_leaves(client, offered):
    for asked in ({"rayon": "50"}, {"mode": "en-presentiel"}, {"mode": "a-distance"}, {"horaires": "samedi"}):
        told = text(client.get(URL, HERE | {"voir": "services", "horaires": "", "rayon": "50"} | asked))
        left = re.search(r'Services <span class="di-tabs__count">(\d+)<', told)
        chosen = re.findall(r'<option value="[^"]*" selected>[^<(]+ \((\d+)\)</option>', told)
        assert left is not None
        assert chosen
        assert set(chosen) == {left[1]}


def test_distances_tell_how_many_places_each_would_leave(client, acting):
    places = [raw(1, longitude=6.02, horaires_accueil="Sa 09:00-12:00"), raw(2, longitude=6.10), raw(3, longitude=6.50)]
    before = places_told(client)
    import_records(places)
    after = places_told(client)
    assert {km: after[km] - before[km] for km in before} == {"5": 1, "10": 2, "20": 2, "50": 3, "100": 3, "samedi": 1}


def places_told(client) -> dict[str, int]:
    page = text(client.get(URL, HERE | {"voir": "lieux"}))
    told = re.findall(r'<option value="(5|10|20|50|100|samedi)"(?: selected)?>[^<(]+ \((\d+)\)</option>', page)
    assert len(told) == 6
    return {value: int(count) for value, count in told}


@pytest.mark.parametrize(
    ("asked", "told", "meant"),
    [
        ({"theme": "numeriqe"}, "Thème : numeriqe", "theme=numerique"),
        ({"pour": "jeune"}, "Pour qui : jeune", "pour=jeunes"),
        ({"pour": ["jeunes", "seniorz"]}, "Pour qui : seniorz", "pour=jeunes&amp;pour=seniors"),
        ({"frais": "gratuits"}, "Coût : gratuits", "frais=gratuit"),
        ({"mode": "distance"}, "Comment : distance", "mode=a-distance"),
        ({"horaires": "samedis"}, "Quand : samedis", "horaires=samedi"),
        ({"rayon": "45"}, "Jusqu’à : 45", "rayon=50"),
        ({"tri": "recents"}, "Ordre : recents", "tri=recent"),
        ({"voir": "lieu"}, "Services ou lieux : lieu", "voir=lieux"),
        ({"pour": "xqzwvk"}, "Pour qui : xqzwvk", ""),
        ({"pour": "<b>"}, "Pour qui : &lt;b&gt;", ""),
    ],
)
def test_a_filter_that_does_not_exist_is_told_with_what_it_may_be(client, offered, asked, told, meant):
    page = text(client.get(URL, HERE | {"quoi": "ordinateur"} | asked))
    assert f"Le filtre « {told} » n’existe pas : il n’a pas été retenu" in page
    said = page[page.index("n’existe pas") :].partition("</div>")[0]
    assert (meant in said) if meant else ("href" not in said)
    assert ("quoi=ordinateur" in said) is bool(meant)


def test_a_filter_that_does_not_exist_is_told_after_the_commune_is_found(client, offered):
    answer = client.get(URL, {"ou": "Besançon", "pour": ["jeunes", "seniorz"], "rayon": "45"}, follow=True)
    page = text(answer)
    assert "Pour qui : seniorz » n’existe pas" in page
    assert "Jusqu’à : 45 » n’existe pas" in page
    assert "Pour : jeunes" in page
    assert "Pour qui : seniorz » n’existe pas" in text(client.get(URL, {"pour": "seniorz", "ou": "xqzwvk"}))


@pytest.mark.parametrize("asked", [{}, {"pour": "jeunes"}, {"mode": ""}, {"utm_source": "lettre"}, {"rayon": "20"}])
def test_nothing_is_told_of_filters_that_exist(client, offered, asked):
    assert "n’existe pas" not in text(client.get(URL, HERE | asked))


def test_nothing_found_says_what_to_do(client, offered):
    page = text(client.get(URL, HERE | {"quoi": "permis", "frais": "gratuit"}))
    assert "Aucun service ne répond" in page
    assert "rayon=50" in page
    assert "retirer le filtre Gratuit" in page


def test_remote_services_stand_apart_and_on_no_map(client, offered):
    page = text(client.get(URL, HERE | {"voir": "services"}))
    assert page.index("À distance, sans vous déplacer") < page.index(">Service 004<")
    assert "data-map" not in text(client.get(URL, HERE | {"mode": "a-distance", "voir": "services"}))


def test_around_a_position_distances_are_from_there(client, offered):
    page = text(client.get(URL, {"lat": "47.24", "lon": "6.021", "quoi": "ordinateur"}))
    assert "autour de vous, à Besançon" in page
    assert "m de vous" in page


@pytest.mark.parametrize(
    "query",
    [
        {"lat": "47.2"},
        {"lat": "0", "lon": "0"},
        {"lat": "nan", "lon": "6"},
        {"lat": "1e999", "lon": "6"},
        {"lat": "910", "lon": "6"},
    ],
)
def test_position_that_is_no_place_of_france_asks_for_the_commune(client, query):
    answer = client.get(URL, query)
    assert answer.status_code == 422
    assert "Tapez plutôt votre commune" in text(answer)


def test_only_the_search_may_ask_for_the_position(client, offered):
    assert "geolocation=(self)" in client.get(URL).headers["Permissions-Policy"]
    assert "geolocation=()" in client.get(PAGE).headers["Permissions-Policy"]


def test_unknown_commune_keeps_what_was_asked(client):
    page = text(client.get(URL, {"ou": "xqzwvk", "quoi": "permis", "pour": "jeunes"}))
    assert 'value="permis"' in page
    assert 'value="jeunes" selected' in page
    assert 'value="xqzwvk"' in page


def test_missing_commune_is_asked_for(client):
    assert "Il manque le lieu" in text(client.get(URL, {"quoi": "permis"}))


@pytest.mark.parametrize("query", [{"quoi": "permis"}, {"ou": "xqzwvk"}, {"ou": "Besanson"}, {"lat": "0", "lon": "0"}])
def test_a_place_not_understood_is_told_on_top_with_the_focus_and_at_its_field(client, query):
    page = text(client.get(URL, query))
    summary = page[page.index('id="erreurs"') :].partition("</div>")[0]
    assert 'role="alert" tabindex="-1" autofocus' in summary
    assert '<a href="#ou">' in summary
    field = page[page.index('id="ou"') :].partition(">")[0]
    assert 'aria-invalid="true" aria-describedby="ou_error"' in field
    assert "Tapez le nom de votre commune" in page[page.index('id="ou_error"') :].partition("</div>")[0]


@pytest.mark.parametrize("query", [{}, {"ou": "Saint-Denis"}, {"commune": "25056"}])
def test_a_place_understood_or_not_asked_yet_is_no_error(client, query):
    page = text(client.get(URL, query))
    assert 'id="ou"' in page
    for said in ("aria-invalid", "ou_error", "autofocus"):
        assert said not in page


def test_services_of_the_same_name_are_told_apart_by_their_structure(client, acting):
    import_services([offer(1, nom="Aide", longitude=6.02), offer(2, nom="Aide", modes_accueil=["a-distance"])])
    page = text(client.get(URL, HERE | {"voir": "services"}))
    assert page.count('>Aide<span class="fr-sr-only">, Structure 001</span></a>') == 2
    assert "&quot;nom&quot;: &quot;Aide, Structure 001&quot;" in page


def test_services_offered_from_afar_by_two_structures_of_the_same_name_are_told_apart_by_their_town(client, acting):
    afar = {"nom": "Aide", "modes_accueil": ["a-distance"], "zone_eligibilite": ["france"]}
    import_services([offer(1, **afar), offer(2, **afar, commune="Dole", code_postal="39100", code_insee="39198")])
    page = text(client.get(URL, HERE | {"voir": "services", "mode": "a-distance"}))
    assert ">25000 Besançon</p>" in page
    assert ">39100 Dole</p>" in page


def test_print_shows_neither_what_is_pressed_nor_numbers_of_a_map_that_is_not_there():
    css = Path(finders.find("data_inclusion/find.css")).read_text()
    printed = css[css.index("@media print") :].partition("display: none")[0]
    for hidden in (".di-map", ".di-applied", ".di-rank"):
        assert hidden in printed


@pytest.mark.parametrize(
    "query", [{"quoi": "x" * 5000}, {"quoi": "\x00'&|!"}, {"rayon": "-1"}, {"tri": "?"}, {"voir": "x"}, {"pour": "x"}]
)
def test_anything_in_the_address_is_answered(client, offered, query):
    assert client.get(URL, HERE | query).status_code == 200


def test_service_says_all_it_knows_and_what_is_missing(client, offered):
    page = text(client.get(PAGE))
    for said in (
        "Ouvert du lundi au vendredi de 9 h à 17 h", "Gratuit", "tout le monde", 'href="tel:+33199001234"',
        "Source : Source d'essai", "Mise à jour par la source", "Qualité de cette fiche",
        "Il manque comment s’adresser au service", "Autres services de cette structure", "/signaler/",
    ):  # fmt: skip
        assert said in page


def test_a_record_that_its_source_does_not_date_is_not_said_to_be_of_a_day(client, acting):
    import_services([offer(1, date_maj="2000-01-01")])
    page = text(client.get(PAGE))
    assert "La source ne dit pas de quand date cette fiche" in page
    assert "2000" not in page


@pytest.mark.parametrize(("latitude", "strayed"), [(47.24, False), (49.42, True)])
def test_a_place_far_from_its_commune_is_said_to_be_checked(client, acting, latitude, strayed):
    import_services([offer(1, latitude=latitude)])
    assert ("à plus de 50 km de Besançon" in text(client.get(PAGE))) is strayed


def test_structure_lists_its_services(client, offered):
    page = text(client.get("/trouver/structures/essai--1/"))
    assert "Ce que l’on y propose" in page
    assert PAGE in page


@pytest.mark.parametrize("name", ["مركز المساعدة الاجتماعية", "A" * 150, "<b>Aide</b> & « conseil »"])
def test_any_name_is_shown_as_it_is(client, acting, name):
    import_services([offer(1, nom=name)])
    for url in (PAGE, f"{URL}?commune=25056&voir=services"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "<b>Aide" not in text(answer)


@pytest.mark.parametrize("identifier", ["inconnue", "x\x00y", "é" * 300])
def test_unknown_service_is_not_found(client, identifier):
    assert client.get(f"/trouver/services/{quote(identifier)}/").status_code == 404


@pytest.mark.parametrize("asked", [{}, {"mode": "en-presentiel"}, {"horaires": "samedi"}])
def test_the_counts_of_the_filters_ask_few_queries(client, offered, asked):
    with CaptureQueriesContext(connection) as captured:
        client.get(URL, HERE | {"voir": "services"} | asked)
    counting = [each for each in captured if "COUNT(" in each["sql"] and "data_inclusion" in each["sql"]]
    assert len(counting) == 5, [each["sql"][:120] for each in counting]


@pytest.mark.parametrize(
    "url",
    [f"{URL}?commune=25056&voir=services", f"{URL}?commune=25056&voir=lieux", "/trouver/structures/essai--1/", PAGE],
)
def test_as_many_queries_for_one_service_as_for_thirty(client, acting, url):
    told = []
    for count in (1, 30):
        import_services([offer(number) for number in range(1, count + 1)], nom=f"Structure {count}")
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        told.append(len(captured))
    assert told[0] == told[1]
