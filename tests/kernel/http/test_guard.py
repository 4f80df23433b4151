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
from parvis.kernel.http.guard import LASTS, TOO_MANY, UNPROVEN, challenge, refusal, trapped

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


def sent(proof="", place="192.0.2.1", **given):
    return RequestFactory().post("/", {"altcha": proof} | given, REMOTE_ADDR=place)


def refused(request, most=1000):
    return refusal(request, "tests", most)


def rewritten(proof, change):
    """The same work, told in another way."""
    return base64.b64encode(change(json.loads(base64.b64decode(proof))).encode()).decode()


@pytest.mark.parametrize(
    "change",
    [
        json.dumps,
        lambda told: json.dumps(told | {"more": "1"}),
        lambda told: json.dumps(told, indent=1),
        lambda told: json.dumps(dict(reversed(told.items()))),
        lambda told: json.dumps(told | {"number": str(told["number"])}),
    ],
)
def test_the_work_counts_once_however_it_is_written(change):
    proof = solved()
    assert not refused(sent(proof))
    assert refused(sent(rewritten(proof, change))) == UNPROVEN


@pytest.mark.parametrize("changed", [{"number": -1}, {"signature": "0" * 64}, {"salt": "autre&"}, {"algorithm": "MD5"}])
def test_what_was_not_worked_for_is_refused(changed):
    assert refused(sent(solved(**changed)))


def test_work_done_too_long_ago_is_refused():
    with clock.frozen(clock.now() - LASTS - timedelta(seconds=1)):
        asked = challenge()
    assert refused(sent(solved(asked)))


@given(st.one_of(st.text(), st.binary().map(lambda raw: base64.b64encode(raw).decode())))
@profile(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_else_is_refused_without_a_fault(proof):
    assert refused(sent(proof))


def test_some_without_javascript_are_let_through_each_hour(settings):
    settings.PARVIS_UNPROVEN_PER_HOUR = 2
    first = clock.now()
    with clock.frozen(first):
        places = ("192.0.2.1", "192.0.2.2", "192.0.2.3")
        assert [refused(sent(place=place)) for place in places] == ["", "", UNPROVEN]
    with clock.frozen(first + timedelta(minutes=59)):
        assert refused(sent(place="192.0.2.4")) == UNPROVEN, "waiting some minutes opens nothing"
        assert not refused(sent(solved())), "who has worked is not counted among them"
    with clock.frozen(first + timedelta(hours=1)):
        assert not refused(sent(place="192.0.2.5"))


def test_one_place_does_not_take_what_is_let_through_for_everybody(settings):
    settings.PARVIS_UNPROVEN_PER_HOUR = 8
    told = [refused(sent()) for _ in range(20)]
    assert told == [""] * 2 + [UNPROVEN] * 18
    assert not any(refused(sent(place=f"192.0.2.{rank}")) for rank in range(2, 8))


def test_whoever_sends_too_often_is_told_so_and_takes_nothing_from_others(settings):
    settings.PARVIS_UNPROVEN_PER_HOUR = 4
    assert [refused(sent(), most=0) for _ in range(8)] == [TOO_MANY] * 8
    assert [refused(sent(place=f"192.0.2.{rank}")) for rank in range(2, 6)] == [""] * 4


def test_work_excuses_nobody_from_the_limit_of_their_place():
    assert not refused(sent(solved()), most=1)
    assert refused(sent(solved()), most=1) == TOO_MANY


def test_what_people_do_not_see_stays_empty():
    assert trapped(sent(site="https://machine.example"))
    assert not trapped(sent(site=""))
