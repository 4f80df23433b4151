"""Guessing is stopped for a while, the same for known and unknown addresses."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.app_settings import RATE_LIMITS
from axes.models import AccessAttempt, AccessLog
from django.conf import settings

from parvis.core.accounts.actions.sessions import forget_past_sessions
from parvis.core.accounts.adapters.lockout import COUNTED
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.french.typography import moment_in_words
from tests.factories.accounts import PASSWORD, sign_in

LIMIT = settings.AXES_FAILURE_LIMIT


def fail(client, email, times=LIMIT):
    return [sign_in(client, email, "pas-le-bon-mot") for _ in range(times)][-1]


@pytest.mark.parametrize("email", ["nadia.benali@ville.example", "personne@ville.example"])
def test_after_too_many_failures_even_the_right_password_is_refused(client, nadia, email):
    assert fail(client, email, LIMIT - 1).status_code == 200
    page = fail(client, email, 1)
    assert page.status_code == 429
    assert "Trop de tentatives" in page.text
    assert "Choisissez-en un nouveau" in page.text
    assert email not in page.text
    assert sign_in(client, email, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_page_tells_when_to_try_again_never_too_early(client, nadia):
    fail(client, nadia.email)
    age(timedelta(minutes=5))
    page = sign_in(client, nadia.email, PASSWORD)
    assert 590 < int(page.headers["Retry-After"]) <= 600
    released = AccessAttempt.objects.get().attempt_time + settings.AXES_COOLOFF_TIME
    told = released.replace(second=0, microsecond=0) + timedelta(minutes=1)
    assert moment_in_words(told) in page.text


@pytest.mark.parametrize(
    ("path", "sent", "times", "until"),
    [
        ("password/reset/", {"email": "personne@ville.example"}, 5, "15 h"),
        ("signup/", {"email": "x"}, 20, "14 h 01"),
        ("login/", {"login": "x"}, 30, "14 h 01"),
    ],
)
def test_too_many_requests_are_told_in_french_and_until_when(client, path, sent, times, until):
    with clock.frozen(datetime(2026, 3, 3, 13, 0, tzinfo=UTC)):
        answers = [client.post(f"/compte/{path}", sent) for _ in range(times + 1)]
    assert [answer.status_code for answer in answers].index(429) == times
    page = answers[-1]
    assert "<h1>Trop de tentatives</h1>" in page.text
    assert f"mardi 3 mars 2026 à {until}</strong>" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert page.headers["Retry-After"] == ("3600" if until == "15 h" else "60")


def test_each_limit_of_the_library_is_told_by_a_route():
    known = {name for name, rates in RATE_LIMITS.items() if rates}
    unused = {"change_phone", "verify_phone", "request_login_code", "login_failed", "confirm_email"}
    assert set(COUNTED.values()) == known - unused


def test_capitals_do_not_reset_the_count(client, nadia):
    fail(client, nadia.email, LIMIT - 1)
    assert fail(client, "NADIA.Benali@ville.example", 1).status_code == 429


def test_a_success_resets_the_count(client, nadia):
    fail(client, nadia.email, LIMIT - 1)
    assert sign_in(client, nadia.email).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_another_place_is_not_locked_out(client, nadia):
    fail(client, nadia.email)
    assert sign_in(client, nadia.email, REMOTE_ADDR="203.0.113.9").headers["Location"] == "/compte/"


def age(by: timedelta) -> None:
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - by)


def test_another_address_of_the_same_household_is_locked_out_too(client, nadia):
    for rank in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, nadia.email, "pas-le-bon-mot", REMOTE_ADDR=f"2001:db8:1:2::{rank}")
    assert sign_in(client, nadia.email, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(client, nadia.email, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_it_is_lifted_on_time_and_trying_again_does_not_prolong_it(client, nadia):
    fail(client, nadia.email)
    age(timedelta(minutes=14))
    assert sign_in(client, nadia.email).status_code == 429
    age(timedelta(minutes=1, seconds=1))
    assert sign_in(client, nadia.email).headers["Location"] == "/compte/"


def test_traces_hold_no_password_and_are_forgotten_once_lifted(client, nadia):
    fail(client, nadia.email)
    attempt = AccessAttempt.objects.get()
    assert "pas-le-bon-mot" not in attempt.post_data
    assert nadia.email not in attempt.post_data
    assert not AccessLog.objects.exists()
    assert forget_past_sessions(by=system("tests")) == 0
    with clock.frozen(clock.now() + settings.AXES_COOLOFF_TIME + timedelta(seconds=1)):
        assert forget_past_sessions(by=system("tests")) == 1
    assert not AccessAttempt.objects.exists()


def test_logs_name_nobody(client, nadia, caplog):
    fail(client, nadia.email)
    sign_in(client, nadia.email, REMOTE_ADDR="203.0.113.9")
    assert nadia.email not in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert "203.0.113.9" not in caplog.text
