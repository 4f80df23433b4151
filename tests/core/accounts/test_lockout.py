"""Guessing is stopped for a while, the same for known and unknown addresses."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings

from parvis.core.accounts.actions.sessions import forget_past_sessions
from parvis.kernel import clock
from parvis.kernel.actor import system
from tests.factories.accounts import PASSWORD, sign_in

LIMIT = settings.AXES_FAILURE_LIMIT


def fail(client, email, times=LIMIT):
    return [sign_in(client, email, "pas-le-bon-mot") for _ in range(times)][-1]


@pytest.mark.parametrize("email", ["nadia.benali@ville.example", "personne@ville.example"])
def test_after_too_many_failures_even_the_right_password_is_refused(client, nadia, email):
    assert fail(client, email, LIMIT - 1).status_code == 200
    page = fail(client, email, 1)
    assert page.status_code == 429
    assert "15 minutes" in page.text
    assert "Choisissez-en un nouveau" in page.text
    assert email not in page.text
    assert sign_in(client, email, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


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
