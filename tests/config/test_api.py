"""The API as a whole: its description is committed, every operation wants a token, its page has no third party."""

import json
import re
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse

from parvis.config.api import SCOPE, _as_client, api
from parvis.core.accounts.enums import API_TERMS_PAGE, TERMS_VERSION, TOKEN_SCOPES
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import current_actor

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_description_is_the_one_committed():
    """A change of the contract shows in review. To accept it: write this schema to the file, with two spaces of indent."""
    assert json.loads(SNAPSHOT.read_text()) == json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))


# What verifies a signature is for everybody.
KEYS = "/api/v1/tombstones/keys"


def operations(*, documentary: bool) -> list[tuple[str, str, dict]]:
    """The operations that describe the vocabulary of the answers or how they are signed, or all the others."""
    return [
        (path, method, operation)
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method, operation in methods.items()
        if (path.startswith("/api/v1/doc/") or path == KEYS) is documentary
    ]


@pytest.mark.django_db
def test_every_operation_on_data_wants_a_token(client):
    found = operations(documentary=False)
    assert found
    for path, method, operation in found:
        assert operation["security"], path
        assert client.generic(method.upper(), path.replace("{id}", "x")).status_code == 401, path


@pytest.mark.django_db
def test_the_vocabulary_is_read_without_a_token(client):
    found = operations(documentary=True)
    assert found
    for path, method, operation in found:
        assert "security" not in operation, path
        assert client.generic(method.upper(), path).status_code == 200, path


@pytest.mark.django_db
def test_description_is_served_without_a_token(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert "/api/v1/structures/{id}" in answer.json()["paths"]


@pytest.mark.django_db
def test_reference_page_shows_every_operation_and_calls_no_third_party(client):
    page = client.get("/api/v1/docs").content.decode()
    for path in ("/api/v1/structures", "/api/v1/structures/{id}"):
        assert path in page
    assert not re.findall(r'(?:src|<link[^>]*href)="https?://', page)


def test_a_streamed_answer_is_made_in_the_scope_of_the_program_that_called(rf):
    def who():
        yield current_actor().key.encode()

    request = rf.get("/api/v1/structures")
    request.auth = Actor(ActorKind.CLIENT, "7")
    answer = _as_client(lambda request: StreamingHttpResponse(who()))(request)
    assert list(answer.streaming_content) == [b"client:7"]


@pytest.mark.django_db
def test_reference_page_shows_the_terms_that_bind_a_token(client):
    address, _, anchor = API_TERMS_PAGE.partition("#")
    page = client.get(address).content.decode()
    assert f'id="{anchor}">Conditions d’utilisation de l’API, version {TERMS_VERSION}<' in page
    assert SCOPE.key == "client:" + "".join(TOKEN_SCOPES)
