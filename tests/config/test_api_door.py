"""What programs meet beside the operations: pages of other sites, HEAD, a slash too many, wrong methods and addresses."""

import pytest

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(acting):
    return {"authorization": f"Bearer {create_token(by=system('tests'), name='essai', scopes=['api']).secret}"}


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("structures/", "structures"),
        ("structures/?code_commune=25056&size=1", "structures?code_commune=25056&size=1"),
        ("structures/mairies--25056/", "structures/mairies--25056"),
        ("structures/a%20b%C3%A9/", "structures/a%20b%C3%A9"),
        ("search/services/?code_commune=25056", "search/services?code_commune=25056"),
        ("doc/frais/", "doc/frais"),
    ],
)
def test_a_slash_too_many_leads_to_the_address_without_it_on_the_same_host(client, token, asked, there):
    answer = client.get(f"/api/v1/{asked}", headers=token)
    assert (answer.status_code, answer["Location"]) == (307, f"/api/v1/{there}")


@pytest.mark.parametrize("path", ["inconnue", "inconnue/", "structure", "search/inconnue/", "//exemple.fr/"])
def test_an_unknown_address_is_404_with_its_detail(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


@pytest.mark.parametrize("path", ["structures", "structures/mairies--25056", "search", "doc/frais", "openapi.json"])
def test_head_is_get_without_its_body(client, token, path):
    told = client.get(f"/api/v1/{path}", headers=token)
    answer = client.head(f"/api/v1/{path}", headers=token)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(len(told.content))
    for name in ("Content-Type", "ETag", "Cache-Control"):
        assert answer.headers.get(name) == told.headers.get(name)


def test_head_is_refused_as_get_is(client):
    assert client.head("/api/v1/structures").status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["structures", "services/x", "doc/frais"])
def test_another_method_is_405_and_told_which_to_use(client, token, method, path):
    answer = getattr(client, method)(f"/api/v1/{path}", headers=token)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert list(answer.json()) == ["detail"]


def test_the_page_of_another_site_may_ask_with_its_token(client, token):
    asked = {"origin": "https://autre.example", "access-control-request-headers": "authorization"}
    before = client.options("/api/v1/structures", headers=asked)
    assert (before.status_code, before.content) == (204, b"")
    assert "Authorization" in before["Access-Control-Allow-Headers"]
    for headers in (asked, asked | token):
        answer = client.get("/api/v1/structures?size=1", headers=headers)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert "RateLimit-Remaining" in answer["Access-Control-Expose-Headers"]


def test_the_api_is_reached_without_session_nor_cookie_and_closed_to_browsers(client, token):
    client.cookies["sessionid"] = "inconnue"
    answer = client.get("/api/v1/structures", headers=token)
    assert answer.status_code == 200
    assert not hasattr(answer.wsgi_request, "session")
    assert not answer.cookies
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert (answer["X-Frame-Options"], answer["Content-Length"]) == ("DENY", str(len(answer.content)))


def test_the_api_refuses_a_host_that_is_not_ours(client, token):
    assert client.get("/api/v1/structures", headers=token | {"host": "ailleurs.exemple"}).status_code == 400


@pytest.mark.parametrize("path", ["openapi.json", "doc/frais", "doc/thematiques"])
def test_what_seldom_changes_is_not_sent_twice(client, path):
    first = client.get(f"/api/v1/{path}")
    assert first["Cache-Control"] == "public, max-age=300"
    for had in (first["ETag"], f'"autre", {first["ETag"]}', "*"):
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": had})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(f"/api/v1/{path}", headers={"if-none-match": '"autre"'}).status_code == 200


@pytest.mark.parametrize("path", ["structures", "structures/mairies--25056", "sources"])
def test_whoever_has_any_version_is_not_sent_another(client, token, path):
    answer = client.get(f"/api/v1/{path}", headers=token | {"if-none-match": "*"})
    assert (answer.status_code, answer.content) == (304, b"")
    missing = client.get("/api/v1/structures/inconnue", headers=token | {"if-none-match": "*"})
    assert missing.status_code == 404
