"""Sessions are listed, ended from afar, and forgotten when they are over."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from parvis.core.accounts.actions.sessions import end_sessions, forget_past_sessions
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


@pytest.mark.parametrize("count", [1, 30])
def test_the_account_page_asks_as_much_whatever_the_sessions(client, nadia, count, django_assert_max_num_queries):
    sign_in(client, nadia.email)
    for number in range(count):
        UserSession.objects.create(user=nadia, ip="192.0.2.1", session_key=f"{number:040}", user_agent="x")
    client.get("/compte/")
    with django_assert_max_num_queries(12):
        client.get("/compte/")
