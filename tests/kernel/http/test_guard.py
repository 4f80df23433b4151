"""A browser works once for each form that it sends; the few that cannot are let through, and no more."""

import base64
import json
from datetime import timedelta

import altcha
import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from parvis.kernel import clock
from parvis.kernel.http.guard import LASTS, challenge, let_through, trapped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]


@pytest.fixture(autouse=True)
def nobody_without_proof(settings):
    settings.PARVIS_UNPROVEN_PER_HOUR = 0


def solved(asked=None, **changed):
    """What a browser sends for a challenge."""
    told = json.loads(asked or challenge())
    number = altcha.solve_challenge(told["challenge"], told["salt"], "SHA-256", told["max_number"]).number
    payload = {name: told[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}
    return base64.b64encode(json.dumps(payload | changed).encode()).decode()


def sent(proof="", **given):
    return RequestFactory().post("/", {"altcha": proof} | given)


def test_the_work_counts_once():
    proof = solved()
    assert let_through(sent(proof))
    assert not let_through(sent(proof))


@pytest.mark.parametrize("changed", [{"number": -1}, {"signature": "0" * 64}, {"salt": "autre&"}, {"algorithm": "MD5"}])
def test_what_was_not_worked_for_is_refused(changed):
    assert not let_through(sent(solved(**changed)))


def test_work_done_too_long_ago_is_refused():
    with clock.frozen(clock.now() - LASTS - timedelta(seconds=1)):
        asked = challenge()
    assert not let_through(sent(solved(asked)))


@given(st.one_of(st.text(), st.binary().map(lambda raw: base64.b64encode(raw).decode())))
@profile(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_else_is_refused_without_a_fault(proof):
    assert not let_through(sent(proof))


def test_some_without_javascript_are_let_through_each_hour(settings):
    settings.PARVIS_UNPROVEN_PER_HOUR = 2
    assert [let_through(sent()) for _ in range(3)] == [True, True, False]
    with clock.frozen(clock.now()):
        assert let_through(sent(solved())), "who has worked is not counted among them"


def test_what_people_do_not_see_stays_empty():
    assert trapped(sent(site="https://machine.example"))
    assert not trapped(sent(site=""))
