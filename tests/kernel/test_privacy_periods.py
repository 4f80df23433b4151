"""Periods are civil time: PostgreSQL counts them the same way."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.declarations.privacy import FirstOf, Keep, LastOf, Moment, Period, Stage

PROMISED = ["P1Y", "P2Y", "P30M", "P13M", "P1M", "P24M", "P12M", "P6M", "P7D", "P4D", "P30D"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("P1Y", "1\N{NO-BREAK SPACE}an"),
        ("P2Y", "2\N{NO-BREAK SPACE}ans"),
        ("P30M", "30\N{NO-BREAK SPACE}mois"),
        ("P1M", "1\N{NO-BREAK SPACE}mois"),
        ("P1D", "1\N{NO-BREAK SPACE}jour"),
        ("P7D", "7\N{NO-BREAK SPACE}jours"),
        ("PT30M", "une demi-heure"),
        ("PT12H", "12\N{NO-BREAK SPACE}heures"),
        ("P1Y6M", "1\N{NO-BREAK SPACE}an et 6\N{NO-BREAK SPACE}mois"),
        ("P0D", "aussitôt"),
    ],
)
def test_a_period_is_said_in_french(iso, words):
    assert str(Period.parse(iso)) == words


@pytest.mark.parametrize("text", ["", "P", "1Y", "P1W", "PT", "P1YT", "P-1D", "P1.5Y", "p1y"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="ISO 8601"):
        Period.parse(text)


@given(st.builds(Period, *[st.integers(0, 99)] * 5))
def test_a_period_is_read_back_as_written(period):
    assert Period.parse(period.iso) == period


@pytest.mark.django_db
def test_postgresql_counts_the_same_dates():
    first = date(2023, 12, 1)
    days = [first + timedelta(days=n) for n in range(500)]
    with connection.cursor() as cursor:
        for iso in PROMISED:
            cursor.execute("SELECT (d + %s::interval)::date FROM unnest(%s::date[]) AS d", [iso, days])
            assert [row[0] for row in cursor.fetchall()] == [Period.parse(iso).after(day) for day in days], iso


def test_hours_end_on_the_next_civil_day_at_the_latest():
    assert Period.parse("PT30M").after(date(2026, 2, 28)) == date(2026, 3, 1)


CLOSED, LOGIN, MESSAGE = Moment("x.c", "la clôture"), Moment("x.l", "la connexion"), Moment("x.m", "le message")


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (Keep("P2Y", LastOf(CLOSED), CLOSED), "2 ans après la clôture"),
        (Keep("P2Y", LastOf(CLOSED), CLOSED, ceiling=True), "2 ans maximum après la clôture"),
        (Keep("P0D", FirstOf(CLOSED), CLOSED, during="tant que"), "tant que, puis dès la clôture"),
        (
            Keep("P1Y", LastOf(LOGIN, MESSAGE), CLOSED),
            "1 an après le dernier de ces événements : la connexion, ou le message",
        ),
    ],
)
def test_a_rule_is_one_french_sentence(keep, words):
    assert str(keep).replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_stage_says_what_happens_and_when():
    assert str(Stage("P12M", LastOf(MESSAGE), "alerte")) == "alerte 12\N{NO-BREAK SPACE}mois après le message"
