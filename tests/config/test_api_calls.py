"""A token may call the API so many times a minute: told in each answer, refused beyond, whatever the process."""

from datetime import timedelta

import pytest
from django.db import connection

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel import clock
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_calls(settings):
    settings.PARVIS_API_CALLS = 3


@pytest.fixture
def call(acting, client):
    def token(*scopes):
        return create_token(by=system("tests"), name="essai", scopes=scopes or ["api"]).secret

    def get(secret, path="sources", **headers):
        return client.get(f"/api/v1/{path}", headers={"authorization": f"Bearer {secret}"} | headers)

    get.token = token
    return get


def told(answer):
    return [int(answer[f"RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset")]


def test_each_answer_tells_what_is_left_and_until_when(call, three_calls):
    secret = call.token()
    start = clock.now()
    for seconds, left in ((0, 2), (20, 1), (59, 0)):
        with clock.frozen(start + timedelta(seconds=seconds)):
            assert told(call(secret)) == [3, left, 60 - seconds]


def test_beyond_the_limit_a_call_is_refused_and_told_when_to_come_back(call, three_calls):
    secret = call.token()
    start = clock.now()
    with clock.frozen(start):
        for _ in range(3):
            assert call(secret).status_code == 200
    with clock.frozen(start + timedelta(seconds=15)):
        answer = call(secret, "structures?page=a")
        assert (answer.status_code, answer["Retry-After"], told(answer)) == (429, "45", [3, 0, 45])
        assert answer.json() == {
            "detail": "Trop d’appels : ce jeton en permet 3 par minute. Recommencez dans 45 secondes."
        }
    with clock.frozen(start + timedelta(seconds=60)):
        assert told(call(secret)) == [3, 2, 60]


@pytest.mark.parametrize(
    ("path", "status"),
    [("structures/inconnue", 404), ("structures?page=a", 422), ("search/services?code_commune=99999", 422)],
)
def test_refused_calls_count_and_tell_too(call, path, status):
    answer = call(call.token(), path)
    assert answer.status_code == status
    assert told(answer)[:2] == [600, 599]


def test_unchanged_answers_and_narrow_tokens_count_and_tell_too(call):
    secret = call.token()
    tag = call(secret)["ETag"]
    again = call(secret, **{"if-none-match": tag})
    assert (again.status_code, told(again)[:2]) == (304, [600, 598])
    narrow = call(call.token("mcp"))
    assert (narrow.status_code, told(narrow)[:2]) == (403, [600, 599])


def test_tokens_are_counted_apart_and_who_has_none_is_not(call, client, three_calls):
    one, other = call.token(), call.token()
    assert [told(call(each))[1] for each in (one, one, other)] == [2, 1, 2]
    assert "RateLimit-Limit" not in client.get("/api/v1/doc/frais")
    assert "RateLimit-Limit" not in call("parvis_inconnu")


def test_no_limit_counts_nothing(call, settings):
    settings.PARVIS_API_CALLS = 0
    assert "RateLimit-Limit" not in call(call.token())


def test_counting_waits_for_no_disk():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_apicalls'")
        assert cursor.fetchone() == ("u",)
