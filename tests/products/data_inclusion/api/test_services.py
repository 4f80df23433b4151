"""The API: the contract of data·inclusion for services, its oddities, and what is answered where it failed."""

import gzip

import pytest
from data_inclusion.schema.v1 import Service as ServiceSchema

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import system
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = pytest.mark.django_db
NUMERIQUE = "numerique--acquerir-un-equipement"
SANTE = "sante--addictions"
MOBILITE = "mobilite--acceder-a-un-vehicule"


@pytest.fixture
def ask(acting, client):
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])

    def call(path, query=None, **headers):
        return client.get(
            f"/api/v1/{path}", query or {}, headers={"authorization": f"Bearer {issued.secret}"} | headers
        )

    return call


@pytest.fixture
def ids(ask):
    def call(path="services", **query):
        answer = ask(path, query)
        assert answer.status_code == 200, answer.content
        items = answer.json()["items"]
        return [(item.get("service") or item)["id"].removeprefix("essai--") for item in items]

    return call


def test_listed_service_has_the_fields_of_the_schema_and_those_of_the_api(ask):
    import_records([raw(1), raw_service(1, thematiques=[NUMERIQUE])])
    item = ask("services").json()["items"][0]
    assert list(item) == [*ServiceSchema.model_fields, "adresse_certifiee", "score_qualite"]
    ServiceSchema.model_validate(item)


def test_service_is_read_with_its_structure_and_the_structure_with_its_services(ask):
    import_records([raw(1), raw_service(1), raw_service(2)])
    service = ask("services/essai--s001").json()
    assert service["structure"]["id"] == service["structure_id"] == "essai--1"
    structure = ask("structures/essai--1").json()
    assert [each["id"] for each in structure["services"]] == ["essai--s001", "essai--s002"]
    assert structure["score_qualite"] == pytest.approx(service["score_qualite"], abs=0.01)


@pytest.mark.parametrize("path", ["services/inconnu", "services/x%00y"])
def test_unknown_service_is_404(ask, path):
    assert ask(path).status_code == 404


def test_filters_narrow_the_list(ids):
    import_records([
        raw(1), raw(2, code_insee="35238"),
        raw_service(1, thematiques=[NUMERIQUE], frais="gratuit", type="atelier", publics=["jeunes"]),
        raw_service(2, thematiques=[SANTE], frais="payant", publics=["tous-publics"], modes_accueil=["a-distance"]),
        raw_service(3, 2, thematiques=[NUMERIQUE, MOBILITE], code_insee="35238", modes_accueil=None),
    ])  # fmt: skip
    assert ids() == ["s001", "s002", "s003"]
    assert ids(thematiques=NUMERIQUE) == ["s001", "s003"]
    assert ids(thematiques=["sante", "mobilite"]) == ["s002", "s003"]
    assert ids(thematiques=["sante", MOBILITE]) == ["s002", "s003"]
    assert ids(frais="gratuit") == ["s001"]
    assert ids(types="atelier") == ["s001"]
    assert ids(publics="jeunes") == ["s001", "s002"]
    assert ids(publics="tous-publics") == ["s001", "s002", "s003"]
    assert ids(modes_accueil="a-distance") == ["s002"]
    assert ids(modes_accueil=["a-distance", "en-presentiel"]) == ["s001", "s002"]
    assert ids(code_region="53") == ids(slug_departement="ille-et-vilaine") == ids(code_commune="35238") == ["s003"]
    assert ids(code_commune="99999") == []
    assert ids(sources="inconnue") == []
    assert ids(recherche_public="jeune") == ["s001"]
    assert ids(recherche_public="") == ids(recherche_public="de la") == []
    assert ids(score_qualite_minimum=1) == []
    assert ids(inconnu="x", page="1.0") == ["s001", "s002", "s003"]


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("services", {"thematiques": "numeriqe"}, "thematiques"),
        ("services", {"page": "9" * 20}, "page"),
        ("services", {"size": 10_001}, "size"),
        ("services", {"recherche_public": "a\x00"}, "recherche_public"),
        ("services", {"score_qualite_minimum": 2}, "score_qualite_minimum"),
        ("search/services", {"code_commune": "99999"}, "code_commune"),
        ("search/services", {"code_commune": "25056", "lat": "inf", "lon": 1}, "lat"),
        ("search/services", {"code_commune": "25056", "lat": "nan", "lon": 1}, "lat"),
        ("search/services", {"code_commune": "25056", "lat": 91, "lon": 1}, "lat"),
        ("search/services", {"lat": 47.2, "lon": 6}, None),
        ("search/services", {"code_commune": "25056", "lat": 47.2}, None),
        ("search", {"q": "a\x00"}, "q"),
        ("search", {"distance": 0}, "distance"),
    ],
)
def test_wrong_parameter_is_422_and_named(ask, path, query, name):
    answer = ask(path, query)
    assert answer.status_code == 422
    problem = answer.json()["detail"][0]
    assert problem["loc"][0] == "query"
    assert name is None or problem["loc"][1] == name
    assert "Input should" not in problem["msg"]


def test_unknown_theme_is_told_the_nearest_known_one(ask):
    said = ask("services", {"thematiques": "numeriqe"}).json()["detail"][0]["msg"]
    assert "Vouliez-vous dire numerique ?" in said


def test_words_find_accented_roots_titles_first_and_what_has_no_theme(ids):
    import_records([
        raw(1),
        raw_service(1, nom="Accueil des réfugiées", thematiques=None, publics=None),
        raw_service(2, nom="Cours de français", description="Pour les réfugiés et leurs familles."),
        raw_service(3, nom="Vélos en prêt"),
    ])  # fmt: skip
    assert ids("search", q="réfugiés") == ids("search", q="refugie") == ["s001", "s002"]
    assert ids("search", q="RÉFUGIÉES") == ids("search", q="Refugiee") == ["s001", "s002"]
    assert ids("search", q="cours réfugié") == ["s002"]
    assert ids("search", q="") == ids("search", q="de la") == []


def test_common_words_give_the_same_answers_page_after_page(ids, monkeypatch):
    monkeypatch.setattr("parvis.products.data_inclusion.queries.text_search.RANKED", 3)
    titled = [raw_service(number, nom=f"Permis {number:03}") for number in range(6)]
    others = [raw_service(number, description="Passer le permis de conduire.") for number in range(6, 12)]
    import_records([raw(1), *titled, *others])
    found = [each for page in range(1, 8) for each in ids("search", q="permis", size=2, page=page)]
    assert found == [f"s{number:03}" for number in range(12)]


def test_pages_by_key_meet_each_service_once_while_others_are_published(ask):
    import_records([raw(1), *(raw_service(number) for number in range(10, 40))])
    met, address = [], "services?size=7"
    while address:
        answer = ask(address)
        met += [item["id"] for item in answer.json()["items"]]
        link = answer.headers.get("Link", "")
        address = link.partition("/api/v1/")[2].partition(">")[0]
        import_records([raw(1), *(raw_service(number) for number in range(40 - len(met)))], version=str(len(met)))
        if len(met) > 60:
            break
    kept = [f"essai--s{number:03}" for number in range(10, 18)]
    assert [each for each in met if each in kept] == kept
    assert len(set(met)) == len(met)


def test_answer_is_not_sent_twice_while_nothing_is_published(ask):
    import_records([raw(1), raw_service(1)])
    first = ask("services")
    assert first["Cache-Control"].startswith("private, max-age=")
    again = ask("services", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask("services", {"size": 1}, **{"if-none-match": first["ETag"]}).status_code == 200
    import_records([raw(1), raw_service(1, nom="Autre nom")], version="2")
    assert ask("services", **{"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["services/essai--s001", "structures/essai--1"])
def test_a_record_is_not_sent_twice_while_it_stays_the_same(ask, path):
    import_records([raw(1), raw_service(1)])
    first = ask(path)
    assert first.status_code == 200
    import_records([raw(2)], slug="autre")
    again = ask(path, **{"if-none-match": f'"other", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    import_records([raw(1, nom="Un autre lieu"), raw_service(1, nom="Un autre nom")], version="2")
    last = ask(path, **{"if-none-match": first["ETag"]})
    assert last.status_code == 200
    assert last["ETag"] != first["ETag"]


@pytest.mark.parametrize("path", ["services", "services/{id}", "search/services", "structures", "sources"])
def test_answers_carry_the_headers_of_their_description(ask, client, path):
    import_records([raw(1), *(raw_service(number) for number in range(1, 4))])
    operation = client.get("/api/v1/openapi.json").json()["paths"][f"/api/v1/{path}"]["get"]
    page = {"size": 1} if "Link" in operation["responses"]["200"]["headers"] else {}
    near = {"code_commune": "25056"} if path.startswith("search") else {}
    answer = ask(path.replace("{id}", "essai--s001"), page | near)
    missing = {name for name in operation["responses"]["200"]["headers"] if name not in answer}
    assert missing <= {"Link"}
    assert {"ETag", "Cache-Control", "RateLimit-Remaining"} <= set(operation["responses"]["200"]["headers"])


def test_an_unknown_record_has_no_tag(ask):
    answer = ask("services/essai--nulle-part", **{"if-none-match": '"a"'})
    assert answer.status_code == 404
    assert "ETag" not in answer


@pytest.mark.parametrize(
    ("path", "query"),
    [("services", {}), ("search/services", {"code_commune": "25056"}), ("search", {"q": "atelier"})],
)
def test_list_asks_as_many_queries_for_one_row_as_for_thirty(ask, path, query, django_assert_max_num_queries):
    import_records([raw(1), *(raw_service(number) for number in range(30))])
    ask(path, query)
    counts = []
    for size in (1, 30):
        ask(path, query | {"size": size})
        with django_assert_max_num_queries(8) as captured:
            assert ask(path, query | {"size": size}).json()["size"] == size
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("path", "count"), [("frais", 2), ("modes-accueil", 2), ("thematiques", 69), ("publics", 14), ("types-services", 6)]
)
def test_nomenclatures_are_open_to_everybody_in_order(client, path, count):
    values = client.get(f"/api/v1/doc/{path}").json()
    assert len(values) == count
    assert list(values[0]) == ["value", "label", "description"]
    assert [each["value"] for each in values] == sorted(each["value"] for each in values)


def test_answers_are_compressed_for_who_asks_and_known_again(ask):
    import_records([raw(1), raw_service(1)])
    plain, short = ask("services"), ask("services", **{"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert gzip.decompress(short.content) == plain.content
    assert int(short["Content-Length"]) == len(short.content) < len(plain.content)
    assert "Accept-Encoding" in short["Vary"]
    again = ask("services", **{"accept-encoding": "gzip", "if-none-match": short["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
