"""Seven mistakes that would break a promise, each made on purpose: the suite must see every one."""

from datetime import UTC, date, datetime

import pytest

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention import erasing
from parvis.core.privacy.actions.retention.ledger import Book
from parvis.core.privacy.queries.retention import clocks
from parvis.core.privacy.queries.retention.rules import Rule
from tests.core.privacy.retention.anonymised import came_back, left_behind
from tests.core.privacy.retention.selection import build, mismatches

PLAIN_SELECTED = Rule.selected_sql


@pytest.fixture
def cases(db, acting, monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 100_000)
    return build()


def test_the_night_selects_what_the_oracle_says(cases):
    assert len(cases) == 1008
    assert mismatches(cases) == []


SELECTION = {
    "ignore hold": lambda patch: patch.setattr(erasing, "held_sql", lambda *a, **k: "false"),
    "ignore restriction": lambda patch: patch.setattr(erasing, "restricted_sql", lambda *a, **k: "false"),
    "off by one day": lambda patch: patch.setattr(
        Rule, "selected_sql", lambda self, row: PLAIN_SELECTED(self, row).replace("<= %(today)s", "< %(today)s")
    ),
    "UTC for Paris": lambda patch: patch.setattr(clocks, "ZONE", "UTC"),
}


@pytest.mark.parametrize("mutant", SELECTION)
def test_a_mutant_of_the_selection_is_seen(cases, monkeypatch, mutant):
    SELECTION[mutant](monkeypatch)
    assert mismatches(cases) != []


def test_nothing_is_left_of_what_was_emptied(db, acting):
    assert left_behind() == []


def test_one_field_left_is_seen(db, acting, monkeypatch):
    whole = erasing.empty_columns
    monkeypatch.setattr(erasing, "empty_columns", lambda node, columns, keys: whole(node, list(columns)[1:], keys))
    assert left_behind() != []


def test_nobody_comes_back(db, acting):
    assert came_back() == []


def test_no_ledger_is_seen(db, acting, monkeypatch):
    monkeypatch.setattr(Book, "write", lambda self, **words: {})
    assert came_back() != []


def test_no_replay_is_seen(db, acting):
    assert came_back(replaying=lambda **words: 0) != []


def test_the_oracle_itself_knows_the_leap_day():
    from tests.core.privacy.retention.selection import Case

    assert Case(datetime(2024, 2, 29, 12, tzinfo=UTC), "free").due == date(2025, 2, 28)
    assert User._meta.label == "accounts.User"
