"""A client written for data·inclusion, with another base URL and another token: nothing of ours is known to it."""

import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import system
from parvis.products.data_inclusion.actions.importing import import_source
from tests.factories.data_inclusion import import_records, make_producer, raw, raw_service

pytestmark = pytest.mark.django_db
TEXT, NUMBER, TEXTS = (str, type(None)), (int, float, type(None)), (list, type(None))
PLACE = dict.fromkeys(("commune", "code_postal", "code_insee", "adresse", "complement_adresse"), TEXT) | {
    "longitude": NUMBER, "latitude": NUMBER, "telephone": TEXT, "courriel": TEXT,
}  # fmt: skip
RECORD = {"source": str, "id": str, "nom": str, "date_maj": str, "lien_source": TEXT, "horaires_accueil": TEXT} | PLACE
STRUCTURE = RECORD | {
    "description": TEXT, "siret": TEXT, "site_web": TEXT, "accessibilite_lieu": TEXT, "reseaux_porteurs": TEXTS,
}  # fmt: skip
SERVICE = RECORD | {
    "structure_id": str, "description": str, "type": TEXT, "thematiques": TEXTS, "frais": TEXT,
    "frais_precisions": TEXT, "publics": TEXTS, "publics_precisions": TEXT, "conditions_acces": TEXT,
    "modes_accueil": TEXTS, "zone_eligibilite": TEXTS, "contact_nom_prenom": TEXT, "lien_mobilisation": TEXT,
    "modes_mobilisation": TEXTS, "mobilisable_par": TEXTS, "mobilisation_precisions": TEXT,
    "volume_horaire_hebdomadaire": NUMBER, "nombre_semaines": NUMBER,
}  # fmt: skip
ADDED = {"score_qualite": (int, float), "adresse_certifiee": bool}
LISTED_STRUCTURE = STRUCTURE | ADDED | {"doublons": list}
LISTED_SERVICE = SERVICE | ADDED
DISTANCE, SCORE = (int, type(None)), NUMBER
RENNES = {"commune": "Rennes", "code_postal": "35000", "code_insee": "35238", "longitude": -1.68, "latitude": 48.11}
THEME, OTHER_THEME = "numerique--acquerir-un-equipement", "sante--addictions"


class DataInclusion:
    """The client: a base URL, a token, and what the documentation of data·inclusion says."""

    def __init__(self, http, base, token):
        self.http, self.base, self.token = http, base, token

    def get(self, path, **params):
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        return self.http.get(f"{self.base}{path}{query}", headers={"Authorization": f"Bearer {self.token}"})

    def page(self, path, **params):
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.content
        assert answer["Content-Type"].startswith("application/json")
        page = answer.json()
        assert set(page) == {"items", "total", "page", "size", "pages"}
        assert all(type(page[name]) is int for name in ("total", "page", "size", "pages"))
        assert page["size"] == len(page["items"])
        assert page["page"] == int(params.get("page", 1))
        assert page["pages"] == -(-page["total"] // params.get("size", 5_000))
        return page

    def every(self, path, **params):
        """All the pages, one after the other, as a bulk copy reads them."""
        number, items = 1, []
        while True:
            page = self.page(path, page=number, **params)
            items += page["items"]
            if number >= page["pages"]:
                assert len(items) == page["total"]
                return items
            number += 1


def check(value, fields):
    assert set(value) == set(fields)
    for name, kinds in fields.items():
        if isinstance(kinds, dict):
            check(value[name], kinds)
        else:
            assert isinstance(value[name], kinds), (name, value[name])


@pytest.fixture
def theirs(acting, client):
    import_records([
        raw(1, reseaux_porteurs=["ccas-cias"]),
        raw(2, **RENNES, reseaux_porteurs=["caf"]),
        raw_service(1, thematiques=[THEME], publics=["jeunes"], frais="gratuit", type="atelier",
                    contact_nom_prenom="Accueil", courriel="a@b.fr", telephone="+33381000000"),
        raw_service(2, thematiques=[OTHER_THEME], publics=["tous-publics"], frais="payant", type="formation",
                    modes_accueil=["a-distance"], publics_precisions="Les apprentis"),
        raw_service(3, 2, **RENNES, thematiques=None, publics=None, modes_accueil=None),
        raw_service(4, latitude=47.3, description="Un cours de vélo pour tous, le samedi." * 3),
        raw_service(5, latitude=47.5, zone_eligibilite=["35238"]),
    ])  # fmt: skip
    other = [raw(1, nom="STRUCTURE 001", date_maj="2026-10-15"), raw_service(9)]
    import_source(by=system("tests"), producer=make_producer(other, slug="autre"), batch=10)
    return DataInclusion(client, "/api/v1", create_token(by=system("tests"), name="client", scopes=["api"]).secret)


def ids(items):
    return [(item.get("service") or item)["id"] for item in items]


OURS = {"sources": ["essai", "autre"]}


@pytest.mark.parametrize(
    ("path", "item"),
    [
        ("/structures", LISTED_STRUCTURE),
        ("/services", LISTED_SERVICE),
        ("/search/services", {"service": LISTED_SERVICE, "distance": DISTANCE}),
        ("/search", {"service": LISTED_SERVICE, "distance": DISTANCE, "score_recherche": SCORE}),
    ],
)
def test_each_list_has_their_envelope_their_fields_and_their_default_size(theirs, path, item):
    page = theirs.page(path)
    assert page["total"] > 0
    for each in page["items"]:
        check(each, item)
    assert ids(theirs.every(path, size=2, **OURS)) == ids(theirs.every(path, **OURS))
    assert theirs.page(path, page=1_000, **OURS)["items"] == []


def test_lists_are_in_the_order_of_identifiers(theirs):
    for path in ("/structures", "/services", "/search/services"):
        found = ids(theirs.every(path, **OURS))
        assert found == sorted(found, key=str.encode)


def test_structure_in_full_has_its_services_and_its_duplicates(theirs):
    structure = theirs.get("/structures/essai--1").json()
    check(structure, STRUCTURE | ADDED | {"services": list, "doublons": list})
    for service in structure["services"]:
        assert set(service) >= set(SERVICE)
    for double in structure["doublons"]:
        check(double, STRUCTURE)
    assert ids(structure["services"]) == ["essai--s001", "essai--s002", "essai--s004", "essai--s005"]
    assert ids(structure["doublons"]) == ["autre--1"]
    listed = {each["id"]: each for each in theirs.every("/structures", **OURS)}
    assert listed["essai--1"]["doublons"] == [{"source": "autre", "id": "autre--1"}]
    assert listed["essai--2"]["doublons"] == []


def test_extra_adds_a_key_to_each_service(theirs):
    for each in theirs.page("/services", extra="true", **OURS)["items"]:
        check(each, LISTED_SERVICE | {"extra": (dict, type(None))})


def test_service_in_full_has_its_structure(theirs):
    service = theirs.get("/services/essai--s001").json()
    check(service, LISTED_SERVICE | {"structure": LISTED_STRUCTURE})
    assert service["structure"]["id"] == service["structure_id"] == "essai--1"


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"sources": "autre"}, ["autre--1"]),
        ({"reseaux_porteurs": ["ccas-cias", "caf"]}, ["essai--1", "essai--2"]),
        ({"code_region": "53"}, ["essai--2"]),
        ({"slug_region": "bretagne"}, ["essai--2"]),
        ({"code_departement": "35"}, ["essai--2"]),
        ({"slug_departement": "ille-et-vilaine"}, ["essai--2"]),
        ({"code_departement": "35", "slug_departement": "doubs"}, ["essai--2"]),
        ({"code_commune": "35238"}, ["essai--2"]),
        ({"code_commune": "99999"}, []),
        ({"inconnu": "x", "exclure_doublons": "false"}, ["autre--1", "essai--1", "essai--2"]),
        # The best of the two has the better services; alone after the filters, the other stays.
        ({"exclure_doublons": "true"}, ["essai--1", "essai--2"]),
        ({"exclure_doublons": "true", "sources": "autre"}, ["autre--1"]),
        ({"exclure_doublons": "true", "size": 1, "page": 2}, ["essai--2"]),
    ],
)
def test_structures_take_their_parameters(theirs, params, found):
    assert ids(theirs.page("/structures", **(OURS | params))["items"]) == found


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"sources": "autre"}, ["s009"]),
        ({"thematiques": THEME}, ["s001"]),
        ({"thematiques": ["numerique", OTHER_THEME]}, ["s001", "s002"]),
        ({"frais": ["payant"]}, ["s002"]),
        ({"publics": "jeunes"}, ["s001", "s002"]),
        ({"recherche_public": "apprentis"}, ["s002"]),
        ({"modes_accueil": "a-distance"}, ["s002"]),
        ({"types": ["atelier", "formation"]}, ["s001", "s002"]),
        ({"code_commune": "35238"}, ["s003"]),
        ({"code_region": "53"}, ["s003"]),
        ({"slug_departement": "ille-et-vilaine"}, ["s003"]),
        ({"score_qualite_minimum": "1.0"}, []),
        ({"extra": "true", "page": "1.0"}, ["s009", "s001", "s002", "s003", "s004", "s005"]),
    ],
)
def test_services_take_their_parameters(theirs, params, found):
    answer = theirs.get("/services", **(OURS | params))
    assert [each.partition("--")[2] for each in ids(answer.json()["items"])] == found


@pytest.mark.parametrize(
    ("params", "found"),
    [
        # On site the nearest first, then at a distance; who is not entitled sees nothing of it.
        ({}, [("s009", 0), ("s001", 0), ("s004", 7), ("s002", None)]),
        ({"lat": 47.3, "lon": 6.0}, [("s004", 0), ("s009", 7), ("s001", 7), ("s002", None)]),
        ({"sources": "autre"}, [("s009", 0)]),
        ({"thematiques": "sante"}, [("s002", None)]),
        ({"frais": "gratuit"}, [("s001", 0)]),
        ({"modes_accueil": "en-presentiel"}, [("s009", 0), ("s001", 0), ("s004", 7)]),
        ({"publics": "femmes"}, [("s002", None)]),
        ({"recherche_public": "jeunes"}, [("s001", 0)]),
        ({"types": "atelier"}, [("s001", 0)]),
        ({"score_qualite_minimum": 0}, [("s009", 0), ("s001", 0), ("s004", 7), ("s002", None)]),
        # Of a structure told twice, the services of one record only: the best of those that answer.
        ({"exclure_doublons": "true"}, [("s001", 0), ("s004", 7), ("s002", None)]),
        ({"exclure_doublons": "true", "size": 2, "page": 2}, [("s002", None)]),
        ({"exclure_doublons": "true", "sources": "autre"}, [("s009", 0)]),
    ],
)
def test_search_around_a_commune_takes_its_parameters(theirs, params, found):
    centre = {"code_commune": "25056", "lat": 47.24, "lon": 6.0}
    page = theirs.page("/search/services", **(OURS | centre | params))
    told = [(each["service"]["id"].partition("--")[2], each["distance"]) for each in page["items"]]
    assert told == found


def test_search_without_a_commune_is_the_whole_country_and_knows_duplicates_too(theirs):
    assert {each["distance"] for each in theirs.every("/search/services", **OURS)} == {None}
    found = ids(theirs.every("/search/services", exclure_doublons="true", **OURS))
    assert found == [f"essai--s00{number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("path", "params"), [("/structures", {}), ("/search/services", {"code_commune": "25056"}), ("/search/services", {})]
)
def test_leaving_duplicates_out_asks_no_more_queries(theirs, path, params):
    counts = []
    for asked in (params, params | {"exclure_doublons": "true"}):
        theirs.page(path, size=3, **asked)
        with CaptureQueriesContext(connection) as captured:
            theirs.page(path, size=1, **asked)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_search_by_words_takes_its_parameters(theirs):
    def found(**params):
        return sorted(each.partition("--")[2] for each in ids(theirs.page("/search", **(OURS | params))["items"]))

    assert found(q="vélo") == ["s004"]
    assert found(q="") == found(q="de la") == []
    assert found(q="structure", code_departement="35") == ["s003"]
    assert found(q="vélo", lat=47.3, lon=6.0, distance=1) == ["s004"]
    assert found(q="vélo", lat=48.85, lon=2.35, distance=1) == []
    # It knows neither of these two, and ignores them.
    assert found(recherche_public="personne", exclure_doublons="true") == found()
    score = theirs.page("/search", q="vélo", **OURS)["items"][0]["score_recherche"]
    assert 0 < score <= 1


@pytest.mark.parametrize(
    ("path", "keys"),
    [("/sources", {"slug", "nom", "description"})]
    + [
        (f"/doc/{name}", {"value", "label", "description"})
        for name in ("frais", "modes-accueil", "modes-mobilisation", "personnes-mobilisatrices", "publics",
                     "reseaux-porteurs", "thematiques", "types-services")
    ],
)  # fmt: skip
def test_sources_and_nomenclatures_are_plain_lists(theirs, path, keys):
    values = theirs.get(path).json()
    assert isinstance(values, list)
    assert values
    assert all(set(value) == keys for value in values)


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/structures/inconnue", {}, 404),
        ("/services/inconnu", {}, 404),
        ("/structures", {"page": 0}, 422),
        ("/structures", {"size": 10_001}, 422),
        ("/services", {"thematiques": "inconnue"}, 422),
        ("/services", {"frais": "inconnu"}, 422),
        ("/search/services", {"code_commune": "99999"}, 422),
        ("/search/services", {"code_commune": "25056", "lat": 47.2}, 422),
        ("/search", {"distance": 0}, 422),
        ("/inconnue", {}, 404),
    ],
)
def test_errors_have_their_status_and_a_detail(theirs, path, params, status):
    answer = theirs.get(path, **params)
    assert answer.status_code == status
    detail = json.loads(answer.content)["detail"]
    if status == 422:
        assert all(set(problem) >= {"type", "loc", "msg"} for problem in detail)
    else:
        assert isinstance(detail, str)


def test_a_wrong_token_is_refused_before_anything_is_read(theirs):
    theirs.token = "x"
    for path in ("/structures", "/structures/inconnue", "/services?page=a", "/search/services", "/search", "/sources"):
        answer = theirs.get(path)
        assert (answer.status_code, list(answer.json())) == (401, ["detail"])
    assert theirs.get("/doc/frais").status_code == 200
