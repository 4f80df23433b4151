"""The calls of a token are counted by the minute that begins at the first of them."""

from datetime import timedelta

import pytest

from parvis.core.accounts.actions.calls import PERIOD, Allowance, count_call
from parvis.core.accounts.actions.tokens import create_token
from parvis.core.accounts.models import ApiCalls
from parvis.core.accounts.queries.actors import client_for_token
from parvis.kernel import clock
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(acting):
    return client_for_token(create_token(by=system("tests"), name="essai", scopes=["api"]).secret)


def test_calls_are_counted_down_then_refused_until_the_period_ends(by):
    start = clock.now()
    with clock.frozen(start):
        told = [count_call(by=by, limit=2) for _ in range(4)]
    assert told[0] == Allowance(2, 1, 60, exceeded=False)
    assert told[1] == Allowance(2, 0, 60, exceeded=False)
    assert told[2] == told[3] == Allowance(2, 0, 60, exceeded=True)
    with clock.frozen(start + PERIOD - timedelta(milliseconds=1)):
        assert count_call(by=by, limit=2) == Allowance(2, 0, 1, exceeded=True)
    with clock.frozen(start + PERIOD):
        assert count_call(by=by, limit=2) == Allowance(2, 1, 60, exceeded=False)


def test_one_row_a_token_however_many_calls(by):
    for _ in range(3):
        count_call(by=by, limit=2)
    assert ApiCalls.objects.get(token=int(by.identifier)).used == 3
