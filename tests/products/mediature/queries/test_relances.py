"""When reminders go, for any day asked and any day due."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.products.mediature.queries.echeances import is_working
from parvis.products.mediature.queries.relances import BEFORE, LAST, NONE, latest_extension, stage_of, usual_due

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
LENGTHS = st.integers(1, 200)


@given(DAYS, LENGTHS, st.integers(-10, 400))
def test_none_on_a_day_off_nor_before_it_is_asked(asked, length, after):
    today = asked + timedelta(days=after)
    if not is_working(today) or today <= asked:
        assert stage_of(asked, asked + timedelta(days=length), today) == NONE


@given(DAYS, LENGTHS)
def test_on_working_days_it_only_goes_further_and_reaches_the_end(asked, length):
    due = asked + timedelta(days=length)
    days = [asked + timedelta(days=number) for number in range(1, length + 40)]
    stages = [stage_of(asked, due, day) for day in days if is_working(day)]
    assert stages == sorted(stages)
    assert stages[-1] == LAST


@given(DAYS, LENGTHS)
def test_late_is_said_after_the_day_and_never_before(asked, length):
    due = asked + timedelta(days=length)
    for number in range(length + 1):
        assert stage_of(asked, due, asked + timedelta(days=number)) <= BEFORE


@given(DAYS)
def test_a_day_to_answer_is_a_working_one_a_month_away_or_little_more(day):
    for found in (usual_due(day), latest_extension(day)):
        assert is_working(found)
        assert timedelta(days=28) <= found - day <= timedelta(days=31 + 5)
