"""The lists of the API as GeoJSON and as CSV, by the address or by what the program says that it reads."""

import csv
import io
import json

import pytest

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import system
from parvis.products.data_inclusion.api.shapes import _cell
from tests.factories.data_inclusion import import_records, raw, raw_service

pytestmark = pytest.mark.django_db
LISTS = [
    "structures?sources=essai",
    "services?sources=essai",
    "search/services?code_commune=25056&sources=essai",
    "search?q=atelier",
]


@pytest.fixture
def ask(acting, client):
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])

    def call(path, accept=None):
        headers = {"authorization": f"Bearer {issued.secret}"} | ({"accept": accept} if accept else {})
        answer = client.get(f"/api/v1/{path}", headers=headers)
        assert answer.status_code == 200, answer.content
        return answer

    return call


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def flat(item):
    return {**item.pop("service"), **item} if "service" in item else item


@pytest.fixture
def offer(acting):
    import_records([
        raw(1, telephone="+33381000000", reseaux_porteurs=["ccas-cias", "caf"]),
        raw(2, longitude=None, latitude=None),
        raw_service(1, publics=["jeunes", "femmes"]),
        raw_service(2, longitude=None, latitude=None, modes_accueil=["a-distance"]),
    ])  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_geojson_holds_the_records_and_the_counts_of_the_json_page(ask, offer, path):
    page = ask(path).json()
    answer = ask(path, "application/geo+json")
    assert answer["Content-Type"] == "application/geo+json"
    collection = answer.json()
    assert list(collection) == ["type", "features", "total", "page", "size", "pages"]
    assert {name: page[name] for name in ("total", "page", "size", "pages")}.items() <= collection.items()
    assert [feature["properties"] for feature in collection["features"]] == [flat(item) for item in page["items"]]
    for feature in collection["features"]:
        record = feature["properties"]
        assert (feature["type"], feature["id"]) == ("Feature", record["id"])
        placed = record["longitude"] is not None
        point = {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]}
        assert feature["geometry"] == (point if placed else None)
    assert {feature["geometry"] is None for feature in collection["features"]} == {True, False}


@pytest.mark.parametrize("path", LISTS)
def test_csv_has_one_column_a_field_and_one_line_a_record(ask, offer, path):
    page = ask(path).json()
    answer = ask(path, "text/csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["X-Total-Count"] == str(page["total"])
    lines = rows(answer)
    assert len(lines) == page["size"] > 0
    for line, item in zip(lines, page["items"], strict=True):
        record = flat(item)
        assert list(line) == list(record)
        for name, value in record.items():
            if isinstance(value, list):
                assert line[name] == "|".join(value)
            elif isinstance(value, bool):
                assert line[name] == str(value).lower()
            else:
                assert line[name] == ("" if value is None else str(value))


def test_csv_names_the_duplicates_by_their_identifiers(ask, acting):
    import_records([raw(1), raw(2, nom="Structure 001")])
    assert [line["doublons"] for line in rows(ask("structures?sources=essai", "text/csv"))] == ["essai--2", "essai--1"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+2", "'-1+2"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("+33381000000", "+33381000000"),
        ("-1,5", "-1,5"),
        (-1.5, "-1.5"),
        ("a=1", "a=1"),
        (["=a", "b"], "'=a|b"),
        ([], ""),
        (None, ""),
        (True, "true"),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert _cell(value) == cell


def test_next_page_is_told_whatever_the_list(ask, acting):
    import_records([raw(1), *(raw_service(number) for number in range(5))])
    for path in LISTS[1:]:
        met, address = [], f"{path}&size=2"
        while address:
            answer = ask(address, "text/csv")
            met += [line["id"] for line in rows(answer)]
            address = answer.headers.get("Link", "").partition("/api/v1/")[2].partition(">")[0]
        assert met == [f"essai--s{number:03}" for number in range(5)]


@pytest.mark.parametrize(
    ("asked", "accept", "given"),
    [
        ("", None, "application/json"),
        ("", "*/*", "application/json"),
        ("", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("", "image/png", "application/json"),
        ("", "text/csv;q=0.5, application/geo+json", "application/geo+json"),
        ("", "text/csv;q=0.9, application/json;q=0.8", "text/csv"),
        ("", "text/*", "text/csv"),
        ("format=csv", "application/json", "text/csv"),
        ("format=geojson", None, "application/geo+json"),
        ("format=json", "text/csv", "application/json"),
    ],
)
def test_the_address_wins_over_what_is_accepted_and_json_over_the_unknown(ask, offer, asked, accept, given):
    answer = ask(f"structures?{asked}", accept)
    assert answer["Content-Type"].partition(";")[0] == given
    assert "Accept" in answer["Vary"]


def test_each_shape_has_its_own_tag(ask, offer):
    tags = {ask("structures", accept)["ETag"] for accept in (None, "text/csv", "application/geo+json")}
    assert len(tags) == 3


def test_unknown_shape_is_422(client, acting):
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])
    answer = client.get("/api/v1/services?format=xml", headers={"authorization": f"Bearer {issued.secret}"})
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["query", "format"])


def test_the_description_tells_each_shape(client):
    described = json.loads(client.get("/api/v1/openapi.json").content)["paths"]
    for path in LISTS:
        answers = described[f"/api/v1/{path.partition('?')[0]}"]["get"]["responses"]["200"]["content"]
        assert list(answers) == ["application/json", "application/geo+json", "text/csv"]
