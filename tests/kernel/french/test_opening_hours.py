"""Opening hours: read, written, said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.french.opening_hours import (
    in_words,
    is_open,
    is_valid,
    merged,
    opens_between,
    read_week,
    status,
    written,
)

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 1, 1)  # noqa: DTZ001  hypothesis gives it its zone
SUNDAY = datetime(2026, 11, 22, 11, tzinfo=UTC)

times = st.integers(0, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
days = st.lists(st.tuples(times, times), max_size=3).map(merged)
weeks = st.tuples(*[days] * 7)


@given(weeks.filter(any))
def test_week_survives_being_written(week):
    assert read_week(written(week)) == week


@given(weeks.filter(any))
def test_week_is_always_said(week):
    assert in_words(written(week), SUNDAY, PARIS).startswith("Ouvert")


@given(weeks.filter(any), st.datetimes(START, START + timedelta(days=365), timezones=st.just(PARIS)))
def test_open_now_agrees_with_the_week(week, instant):
    now = f"{instant:%H:%M}"
    assert status(written(week), instant, PARIS).open == any(
        opens <= now < closes for opens, closes in week[instant.weekday()]
    )


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-17:30",
            "Ouvert du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h 30 ; fermé le samedi et le dimanche",
        ),
        ("24/7", "Ouvert tous les jours, à toute heure"),
        (
            "Mo 10:00-12:00; PH off",
            "Ouvert le lundi de 10 h à 12 h ; fermé du mardi au dimanche ; fermé les jours fériés",
        ),
        (
            "Mo,We-Fr 09:00-12:00",
            "Ouvert le lundi et du mercredi au vendredi de 9 h à 12 h ; fermé le mardi, le samedi et le dimanche",
        ),
        (
            "Mo[4] 10:00-12:00",
            (
                "Dans les sept jours à partir du dimanche 22 novembre : ouvert le lundi de 10 h à 12 h ; "
                "fermé le dimanche et du mardi au samedi"
            ),
        ),
        ("quand on veut", ""),
    ],
)
def test_hours_in_words(expression, words):
    assert in_words(expression, SUNDAY, PARIS).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), PARIS, "Ouvert jusqu'à 12 h"),
        (datetime(2026, 11, 23, 11, 30, tzinfo=UTC), PARIS, "Fermé, ouvre à 14 h"),
        (datetime(2026, 11, 23, 17, tzinfo=UTC), PARIS, "Fermé, ouvre demain à 9 h"),
        (datetime(2026, 11, 20, 17, tzinfo=UTC), PARIS, "Fermé, ouvre lundi 23 novembre à 9 h"),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), ZoneInfo("Indian/Reunion"), "Fermé, ouvre à 14 h"),
    ],
)
def test_status_is_in_the_time_of_the_place(instant, zone, words):
    assert status("Mo-Fr 09:00-12:00,14:00-17:30", instant, zone).words.replace("\u00a0", " ") == words


def test_public_holiday_that_the_hours_ignore_is_told():
    bastille = datetime(2026, 7, 14, 8, tzinfo=UTC)
    assert status("Mo-Fr 09:00-12:00", bastille, PARIS).holiday
    assert not status("Mo-Fr 09:00-12:00; PH off", bastille, PARIS).holiday


@pytest.mark.parametrize(("expression", "valid"), [("Mo-Fr 09:00-12:00", True), ("de 9 h à midi", False), ("", False)])
def test_only_the_grammar_is_valid(expression, valid):
    assert is_valid(expression) is valid


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ('unknown "sur rendez-vous"', "Sur rendez-vous"),
        ('"sur rendez-vous"', "Sur rendez-vous"),
        (
            'Mo 09:00-12:00 "sur rendez-vous"; Tu 10:00-12:00 "sur rendez-vous"',
            "Ouvert le lundi de 9\u00a0h à 12\u00a0h ; le mardi de 10\u00a0h à 12\u00a0h ; fermé du mercredi au dimanche ; sur rendez-vous",
        ),
    ],
)
def test_comments_are_said_and_do_not_hide_the_week(hours, words):
    assert in_words(hours, SUNDAY, PARIS) == words


def test_a_comment_alone_is_neither_open_nor_closed():
    assert status('unknown "sur rendez-vous"', SUNDAY, PARIS) is None
    assert status('Su 09:00-18:00 "sur rendez-vous"', SUNDAY, PARIS).open


@pytest.mark.parametrize(
    ("hours", "now", "saturday"),
    [
        ("Mo-Fr 09:00-12:00", True, False),
        ("Sa 10:00-12:00", False, True),
        ('Mo 09:00-12:00 "sur rendez-vous"', True, False),
        ('"sur rendez-vous"', False, False),
        ("le matin", False, False),
        ("", False, False),
    ],
)
def test_hours_are_asked_whether_they_suit(hours, now, saturday):
    monday = datetime(2026, 3, 2, 10)  # noqa: DTZ001  civil time there
    assert is_open(hours, monday) is now
    start = datetime(2026, 3, 7)  # noqa: DTZ001  the same
    assert opens_between(hours, start, start + timedelta(days=1)) is saturday
