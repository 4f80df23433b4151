"""The month, its clamped end, its pauses, its one extension."""

import calendar
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from parvis.core.privacy.queries.rights.deadlines import Deadline

month_ends = st.builds(
    lambda year, month, back: (
        date(year, month, calendar.monthrange(year, month)[1]) - timedelta(days=back)
    ),
    st.integers(2023, 2033), st.integers(1, 12), st.integers(0, 4),
)  # fmt: skip
days = st.one_of(month_ends, st.dates(date(2023, 1, 1), date(2033, 12, 31)))
pauses = st.integers(0, 400)


def months_after(start: date, months: int) -> date:
    """An oracle of its own: walk the calendar month by month, then step back to a day that exists."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


@given(days, pauses, st.booleans())
@example(date(2024, 1, 31), 0, False)
@example(date(2023, 1, 29), 0, True)
@example(date(2024, 2, 29), 3, True)
def test_deadline_is_so_many_calendar_months_after_receipt(received, paused, extended):
    deadline = Deadline(received, paused, extended)
    assert deadline.due_on == months_after(received, 3 if extended else 1) + timedelta(days=paused)
    assert deadline.due_on - deadline.target_on == timedelta(days=5)


def test_never_thirty_days():
    assert Deadline(date(2023, 1, 30)).due_on == date(2023, 2, 28)
    assert Deadline(date(2023, 1, 31)).due_on == date(2023, 2, 28)
    assert Deadline(date(2024, 1, 31)).due_on == date(2024, 2, 29)
    assert Deadline(date(2026, 7, 31)).due_on == date(2026, 8, 31)


def test_three_months_in_all_are_counted_from_receipt():
    # One month then two more would give 28 April.
    assert Deadline(date(2023, 1, 29), extended=True).due_on == date(2023, 4, 29)


@given(days, days, pauses)
def test_whoever_asks_first_is_answered_first(one, other, paused):
    first, second = sorted([one, other])
    assert Deadline(first, paused).due_on <= Deadline(second, paused).due_on
    assert Deadline(first, paused, extended=True).due_on <= Deadline(second, paused, extended=True).due_on


@given(days, pauses, st.integers(-40, 40))
def test_extension_only_inside_the_first_month_and_only_once(received, paused, distance):
    deadline = Deadline(received, paused)
    today = deadline.due_on + timedelta(days=distance)
    assert deadline.may_extend(today) == (distance <= 0)
    assert not Deadline(received, paused, extended=True).may_extend(today)
    assert deadline.is_late(today) == (distance > 0)


@given(days, pauses)
def test_a_pause_gives_back_exactly_its_days(received, paused):
    assert Deadline(received, paused).due_on - Deadline(received).due_on == timedelta(days=paused)
