"""Deadlines in working days: no weekend, no feast of the whole country."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel import clock
from parvis.products.mediature.enums import Etat, Recevabilite
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.echeances import (
    Echeance,
    after_working_days,
    echeances,
    is_working,
    next_of,
    next_working,
    working_days,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
COUNTS = st.integers(0, 40)


def at(year, month, day, hour=12):
    return datetime(year, month, day, hour, tzinfo=clock.PARIS)


def saisine(**fields):
    return Saisine(
        **{"received_on": date(2026, 3, 2), "filed_at": at(2026, 3, 2), "last_exchange_at": at(2026, 3, 2)} | fields
    )


@given(DAYS, COUNTS)
def test_a_deadline_falls_on_a_working_day_that_many_working_days_later(day, count):
    due = after_working_days(day, count)
    assert working_days(day, due) == count
    assert count == 0 or is_working(due)


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(one, other, another):
    first, middle, last = sorted([one, other, another])
    assert working_days(first, middle) + working_days(middle, last) == working_days(first, last)
    assert working_days(last, first) == 0
    assert working_days(first, last) <= (last - first).days


@given(DAYS)
def test_the_next_working_day_is_the_nearest(day):
    found = next_working(day)
    assert found >= day
    assert is_working(found)
    assert not any(is_working(day + timedelta(days=n)) for n in range((found - day).days))
    assert day.weekday() < 5 or not is_working(day)


@pytest.mark.parametrize(
    "feast",
    [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25),
        date(2026, 7, 14), date(2027, 11, 1), date(2026, 11, 11), date(2026, 12, 25), date(2035, 3, 26),
    ],
)  # fmt: skip
def test_the_feasts_of_france_are_not_worked(feast):
    assert feast.weekday() < 5
    assert not is_working(feast)


def test_good_friday_is_worked_outside_alsace_and_moselle():
    assert is_working(date(2026, 4, 3))


def test_fifteen_working_days_step_over_easter():
    assert after_working_days(date(2026, 3, 20), 15) == date(2026, 4, 13)


def test_words_of_a_deadline():
    due = Echeance("x", "X", date(2026, 3, 6))
    for today, words, soon in (
        (at(2026, 3, 4), "dans 2 jours ouvrés", True), (at(2026, 3, 2), "dans 4 jours ouvrés", False),
        (at(2026, 3, 6), "pour aujourd’hui", True), (at(2026, 3, 7), "pour aujourd’hui", True),
        (at(2026, 3, 9), "en retard de 1 jour ouvré", False), (at(2026, 3, 11), "en retard de 3 jours ouvrés", False),
    ):  # fmt: skip
        with clock.frozen(today):
            assert (due.words.replace("\u00a0", " "), due.soon) == (words, soon)
    assert Echeance("x", "X", date(2026, 3, 6), date(2026, 3, 6)).words == "fait à temps"
    late = Echeance("x", "X", date(2026, 3, 6), date(2026, 3, 9)).words.replace("\u00a0", " ")
    assert late == "fait, avec 1 jour ouvré de retard"


def test_a_new_saisine_waits_for_a_decision():
    found = echeances(saisine(), None)
    assert [(each.key, each.due, each.kept_on) for each in found] == [
        ("accuse", date(2026, 3, 4), date(2026, 3, 2)),
        ("recevabilite", date(2026, 3, 23), None),
    ]
    assert next_of(found).key == "recevabilite"


def test_a_letter_entered_late_says_so():
    late = echeances(saisine(filed_at=at(2026, 3, 6)), None)[0]
    assert late.late == 2


def test_the_administration_has_a_month_and_a_decided_case_may_fall_silent():
    case = saisine(
        recevabilite=Recevabilite.RECEVABLE, decided_on=date(2026, 3, 5), etat=Etat.ATTENTE_ADMINISTRATION,
        due_on=date(2026, 3, 30),
    )  # fmt: skip
    found = echeances(case, at(2026, 3, 6))
    assert [(each.key, each.due) for each in found if each.kept_on is None] == [
        ("fixee", date(2026, 3, 30)), ("administration", date(2026, 4, 7)), ("inactivite", date(2026, 6, 2)),
    ]  # fmt: skip
    assert [each.key for each in echeances(saisine(etat=Etat.FINALISATION), at(2026, 3, 6))] == [
        "accuse",
        "recevabilite",
    ]


def test_an_ended_case_waits_for_nothing():
    case = saisine(etat=Etat.CLOSE, due_on=date(2026, 3, 30), decided_on=date(2026, 3, 5), recevabilite="recevable")
    found = echeances(case, at(2026, 3, 6))
    assert next_of(found) is None
