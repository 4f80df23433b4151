"""The API: the contract of data·inclusion for structures, and its refusals."""

import json
from datetime import timedelta

import pytest
from data_inclusion.schema.v1 import Structure as StructureSchema

from parvis.core.accounts.actions.tokens import create_token, revoke_token
from parvis.core.accounts.models import ApiToken
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope, unnoted
from parvis.products.data_inclusion.models import StagedStructure, Structure
from parvis.products.data_inclusion.models.record import StructureRecord
from tests.factories.data_inclusion import import_records, raw

pytestmark = pytest.mark.django_db
URL = "/api/v1/structures"


@pytest.fixture
def issued(acting):
    return create_token(by=system("tests"), name="essai", scopes=["api"])


@pytest.fixture
def get(client, issued):
    def call(path="", **query):
        return client.get(f"{URL}{path}", query, headers={"authorization": f"Bearer {issued.secret}"})

    return call


@pytest.mark.usefixtures("acting")
def test_list_is_an_envelope_in_the_order_of_identifiers(get):
    answer = get(size=3, code_departement="25").json()
    assert list(answer) == ["items", "total", "page", "size", "pages"]
    assert (answer["page"], answer["size"]) == (1, 3)
    assert answer["pages"] == -(-answer["total"] // 3)
    ids = [item["id"] for item in answer["items"]]
    assert ids == sorted(ids)
    following = get(size=3, code_departement="25", page=2).json()["items"]
    assert following[0]["id"] > ids[-1]


def test_listed_structure_has_the_fields_of_the_schema_and_those_of_the_api(get):
    item = get(code_commune="25056").json()["items"][0]
    assert list(item) == [*StructureSchema.model_fields, "score_qualite", "adresse_certifiee", "doublons"]
    StructureSchema.model_validate(item)
    assert item["doublons"] == []


def test_page_beyond_the_end_is_empty_and_without_size_5000(get):
    assert get(page=99999, size=50).json()["items"] == []
    assert get().json()["size"] == 5000


def test_filters_narrow_the_list(get, acting):
    import_records([raw(1, reseaux_porteurs=["ccas-cias"]), raw(2, code_insee="35238", reseaux_porteurs=["caf"])])
    assert [item["id"] for item in get(sources="essai").json()["items"]] == ["essai--1", "essai--2"]
    assert get(sources="essai", code_region="53").json()["total"] == 1
    assert get(sources="essai", slug_region="bretagne").json()["total"] == 1
    assert get(sources="essai", slug_departement="doubs").json()["total"] == 1
    assert get(sources="essai", code_departement="25", slug_departement="ille-et-vilaine").json()["total"] == 1
    assert get(sources="essai", reseaux_porteurs="caf").json()["items"][0]["id"] == "essai--2"
    assert get(sources=["essai", "autre"], reseaux_porteurs=["caf", "ccas-cias"]).json()["total"] == 2
    assert get(code_commune="99999").json()["total"] == 0
    assert get(inconnu="x", sources="essai", exclure_doublons="true").json()["total"] == 2


def test_removed_structure_is_nowhere(get, acting):
    import_records([raw(1), raw(2)])
    assert get(sources="essai").json()["total"] == 2
    import_records([raw(1)])
    assert get(sources="essai").json()["total"] == 1
    assert get("/essai--2").status_code == 404


def test_detail_has_services_and_duplicates(get):
    answer = get("/mairies--25056").json()
    assert (answer["nom"], answer["services"], answer["doublons"]) == ("Mairie de Besançon", [], [])


def test_identifier_with_a_slash_or_odd_letters_is_read(get, acting):
    import_records([raw(1, id="a/b é")])
    assert get("/essai--a/b é").json()["id"] == "essai--a/b é"


@pytest.mark.parametrize("identifier", ["inconnue", "x%00y"])
def test_unknown_structure_is_404_with_its_detail(get, identifier):
    answer = get(f"/{identifier}")
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"page": 0}, "page"),
        ({"page": "a"}, "page"),
        ({"page": "9" * 20}, "page"),
        ({"size": 10001}, "size"),
        ({"code_commune": "250"}, "code_commune"),
        ({"code_departement": "99"}, "code_departement"),
        ({"slug_departement": "doubz"}, "slug_departement"),
        ({"code_region": "00"}, "code_region"),
        ({"reseaux_porteurs": "inconnu"}, "reseaux_porteurs"),
        ({"code_commune": "25\x0056"}, "code_commune"),
    ],
)
def test_wrong_parameter_is_422_and_named(get, query, name):
    answer = get(**query)
    assert answer.status_code == 422
    problem = answer.json()["detail"][0]
    assert problem["loc"][:2] == ["query", name]
    assert problem["msg"]
    assert "Input should" not in problem["msg"]


def test_authentication_comes_before_parameters(client):
    answer = client.get(URL, {"page": "a"})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["detail"].startswith("Jeton absent")


def test_a_token_of_older_terms_is_refused_and_told_why(client, acting):
    issued = create_token(by=system("tests"), name="a", scopes=["api"])
    ApiToken.objects.update(terms_version="2020-01")
    answer = client.get(URL, headers={"authorization": f"Bearer {issued.secret}"})
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("Les conditions d’utilisation ont changé")


def test_every_refused_token_is_told_how_to_show_one(client):
    answer = client.get(URL, headers={"authorization": "Bearer parvis_inconnu"})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert answer.json() == {"detail": "Jeton inconnu. Vérifiez que vous l’avez copié en entier."}


def test_wrong_expired_revoked_and_narrow_tokens_are_refused(client, acting):
    def status(secret):
        return client.get(URL, {"size": 1}, headers={"authorization": f"Bearer {secret}"}).status_code

    expired = create_token(by=system("tests"), name="a", scopes=["api"], lasts=timedelta(days=1))
    revoked = create_token(by=system("tests"), name="b", scopes=["api"])
    revoke_token(by=system("tests"), token=revoked.token)
    narrow = create_token(by=system("tests"), name="c", scopes=["mcp"])
    assert status("parvis_inconnu") == 401
    assert status(revoked.secret) == 401
    assert status(narrow.secret) == 403
    assert status(expired.secret) == 200
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert status(expired.secret) == 401


def test_list_asks_as_many_queries_for_one_row_as_for_thirty(get, acting, django_assert_num_queries):
    import_records([raw(number) for number in range(1, 31)])
    get(sources="essai")
    counts = []
    for size in (1, 30):
        with django_assert_num_queries(QUERIES) as captured:
            assert get(sources="essai", size=size).json()["size"] == size
        counts.append(len(captured))
    assert counts[0] == counts[1]


QUERIES = 4  # the token, the count of its calls, the edition, the page


def test_answer_is_the_prepared_document(get, acting):
    mairie = Structure.objects.get(pk="mairies--25056")
    prepared = f'{mairie.document}{mairie.tail},"services":[]}}'
    assert get("/mairies--25056").content.decode() == prepared
    assert json.loads(prepared)["id"] == "mairies--25056"


def test_reading_what_is_published_leaves_no_trace_but_writing_it_does(get, acting):
    def traces(**which):
        with unnoted():
            return JournalEntry.objects.filter(**which).count()

    reads, writes = traces(verb="read"), traces(object_key__startswith="data_inclusion")
    assert get("/mairies--25056").json()["courriel"] is not None
    assert get(sources="mairies", size=1).json()["items"]
    assert traces(verb="read") == reads
    import_records([raw(1)])
    assert traces(object_key__startswith="data_inclusion") > writes


def test_reading_what_waits_to_be_published_is_still_journaled(acting):
    published = Structure.objects.select_related("last_import").get(pk="mairies--25056")
    shared = [field.attname for field in StructureRecord._meta.local_fields]
    StagedStructure.objects.create(
        run=published.last_import, **{name: getattr(published, name) for name in [*shared, "source_id"]}
    )
    with open_scope(Actor(ActorKind.USER, "999999", "Lectrice"), reach=Reach.EVERYTHING):
        list(StagedStructure.objects.values_list("courriel"))
        list(Structure.objects.values_list("courriel")[:3])
    with unnoted():
        read = JournalEntry.objects.filter(verb="read", actor_key="user:999999").values_list("object_key", flat=True)
        assert list(read) == ["data_inclusion.StagedStructure"]
