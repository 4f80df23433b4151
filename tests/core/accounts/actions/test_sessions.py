"""Sessions are listed, ended from afar, and forgotten when they are over."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.actions.sessions import end_sessions, forget_past_sessions
from parvis.core.accounts.queries.sessions import device_of
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.accounts import make_user, sign_in

BY = system("tests")
FIREFOX = "Mozilla/5.0 (X11; Linux) Firefox/140.0"


@pytest.fixture
def two_places(client, nadia):
    elsewhere = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.9")
    sign_in(elsewhere, nadia.email)
    sign_in(client, nadia.email)
    return client, elsewhere


def test_a_person_sees_where_the_account_is_open_and_closes_the_rest(two_places):
    here, elsewhere = two_places
    page = here.get("/compte/sessions/").text
    assert "203.0.113.9" in page
    assert "Firefox" in page
    here.post("/compte/sessions/")
    assert elsewhere.get("/compte/").status_code == 302
    assert here.get("/compte/").status_code == 200


def test_nobody_sees_the_sessions_of_others(two_places, acting):
    other = Client()
    sign_in(other, make_user("autre@ville.example").email)
    assert "203.0.113.9" not in other.get("/compte/sessions/").text


def test_all_sessions_end_but_the_one_named(two_places, nadia):
    here, _ = two_places
    assert end_sessions(by=BY, user=nadia, but=here.session.session_key) == 1
    assert here.get("/compte/").status_code == 200
    assert end_sessions(by=BY, user=nadia) == 1
    assert here.get("/compte/").status_code == 302


def test_sessions_that_are_over_are_forgotten_and_the_others_kept(two_places):
    assert forget_past_sessions(by=BY) == 0
    with clock.frozen(clock.now() + timedelta(hours=12, minutes=1)):
        assert forget_past_sessions(by=BY) == 2
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_a_changed_password_ends_the_other_sessions(two_places, nadia):
    here, elsewhere = two_places
    answer = here.post(
        "/compte/password/change/",
        {"oldpassword": "grand-peuplier-au-vent", "password1": "un-autre-peuplier", "password2": "un-autre-peuplier"},
    )
    assert answer.status_code == 302
    assert here.get("/compte/").status_code == 200
    assert elsewhere.get("/compte/").status_code == 302


@pytest.mark.parametrize("path", ["/compte/", "/compte/sessions/"])
def test_pages_ask_as_much_for_one_session_as_for_thirty(client, nadia, path):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    sign_in(client, nadia.email)
    asked()
    one = asked()
    for number in range(29):
        session = SessionStore()
        session["kept"] = True
        session.save()
        UserSession.objects.create(user=nadia, ip=f"192.0.2.{number}", session_key=session.session_key, user_agent="x")
    assert asked() == one
    assert client.get("/compte/sessions/").text.count("192.0.2.") == 29


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge sur Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari sur iPhone"),
        (FIREFOX, "Firefox sur Linux"),
        ("curl/8.0", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(user_agent, device):
    assert device_of(user_agent) == device
