"""What the API says of wrong parameters: in French, of the parameter by its name, whatever is wrong with it."""

import re
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from parvis.config.api import _problem, api
from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(r"\b(input|should|valid|unable|string|than|least|most|value|error|or|must)\b", re.IGNORECASE)
WRONG = ["", "x", "1.5", "-1", "nan", "inf", "1e9", "9" * 30, "9" * 5_000, "a\x00", "é" * 2_000, "true", "null"]
# Wrong too, so that no answer is ever made.
REFUSED = {"size": "x"}


def parameters():
    """Every parameter of a question, of every operation."""
    return [
        (path, parameter["name"])
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for parameter in methods.get("get", {}).get("parameters", [])
        if parameter["in"] == "query"
    ]


@pytest.fixture
def problems(acting, client, settings):
    settings.PARVIS_API_CALLS = 0
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])

    def ask(path, **query):
        answer = client.get(path, query, headers={"authorization": f"Bearer {issued.secret}"})
        assert answer.status_code == 422, answer.content
        return answer.json()["detail"]

    return ask


@pytest.mark.parametrize(("path", "name"), parameters())
def test_every_parameter_is_refused_in_french_and_by_its_name(problems, path, name):
    for value in WRONG:
        for problem in problems(path, **REFUSED | {name: value}):
            assert problem["loc"][0] == "query"
            assert problem["loc"][1] in {name, "size", "lat", "lon", "code_commune"}
            said = problem["msg"].replace(value, "") if value else problem["msg"]
            assert said
            assert not ENGLISH.search(said), problem


@pytest.mark.parametrize("kind", sorted(set(get_args(ErrorType)) - {"value_error"}))
def test_every_error_of_the_library_is_told_in_french(kind):
    context = {"ge": 1.0, "le": 1, "pattern": "^a$", "min_length": 1, "max_length": 2, "expected": "'a', 'b' or 'c'"}
    problem = {"type": kind, "loc": ("query", "filters", "x"), "ctx": context, "msg": "Input should be valid"}
    told = _problem(problem)
    assert told["loc"] == ["query", "x"]
    assert told["msg"]
    assert not ENGLISH.search(told["msg"])


@pytest.mark.parametrize(
    ("path", "query", "name", "said"),
    [
        ("services", {"score_qualite_minimum": "x"}, "score_qualite_minimum", "Un nombre est attendu."),
        ("services", {"score_qualite_minimum": "2"}, "score_qualite_minimum", "inférieure ou égale à 1."),
        ("services", {"frais": "cher"}, "frais", "Valeurs possibles : « gratuit » ou « payant »."),
        ("search", {"lat": "a", "lon": "1"}, "lat", "Un nombre est attendu."),
        ("search", {"lat": "", "lon": ""}, "lat", "Un nombre est attendu."),
        ("search", {"lat": "nan", "lon": "1"}, "lat", "Un nombre est attendu."),
        ("search", {"lat": "91", "lon": "1"}, "lat", "La valeur doit être inférieure ou égale à 90."),
        ("search", {"lat": "47"}, "lon", "vont ensemble"),
        ("search", {"lon": "6"}, "lat", "vont ensemble"),
        ("search/services", {"code_commune": "25056", "lat": "47"}, "lon", "vont ensemble"),
        ("search/services", {"lat": "47", "lon": "6"}, "code_commune", "donnez-le aussi"),
    ],
)
def test_what_is_wrong_is_said_of_the_parameter_to_mend(problems, path, query, name, said):
    first = problems(f"/api/v1/{path}", **query)[0]
    assert first["loc"][:2] == ["query", name]
    assert said in first["msg"]


def test_a_body_that_is_not_json_is_refused_in_french(acting, client):
    issued = create_token(by=system("tests"), name="essai", scopes=["api"])
    answer = client.post(
        "/api/v1/tombstones", "{", "application/json", headers={"authorization": f"Bearer {issued.secret}"}
    )
    assert (answer.status_code, answer.json()) == (400, {"detail": "Le corps de la demande n'est pas du JSON."})
    for body, said in (("{}", "Ce paramètre est obligatoire."), ('{"upto": 1.5}', "Un nombre entier est attendu.")):
        answer = client.post(
            "/api/v1/tombstones", body, "application/json", headers={"authorization": f"Bearer {issued.secret}"}
        )
        assert answer.json()["detail"][0]["loc"] == ["body", "upto"]
        assert answer.json()["detail"][0]["msg"] == said
