"""A week of opening hours, written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.french import opening_hours
from parvis.kernel.french.opening_hours import NEVER, merged, read_week
from parvis.products.data_inclusion.actions.mapping.writing_hours import written

MORNING, EVENING = ("09:00", "12:00"), ("14:00", "18:00")


@pytest.mark.parametrize(
    ("days", "out"),
    [
        ({0: MORNING, 1: MORNING}, "Mo,Tu 09:00-12:00"),
        ({0: MORNING, 1: MORNING, 3: MORNING, 4: MORNING}, "Mo-Fr 09:00-12:00; We off"),
        ({0: MORNING, 1: MORNING, 2: EVENING, 3: MORNING}, "Mo-Th 09:00-12:00; We 14:00-18:00"),
        ({0: EVENING, 2: MORNING, 4: MORNING, 5: MORNING}, "We-Sa 09:00-12:00; Mo 14:00-18:00; Th off"),
    ],
)
def test_a_week_is_written_as_the_national_map_does(days, out):
    assert written(tuple((days[day],) if day in days else () for day in range(7))) == out


def test_a_compact_week_that_says_another_is_not_written():
    """A range over days of a more frequent group, written after it, would take them over."""
    days = [(MORNING,), (MORNING,), (EVENING,), (MORNING,), (EVENING,), (MORNING,), (EVENING,)]
    out = written(tuple(days))
    assert [merged(list(slots)) for slots in read_week(out)] == [merged(list(slots)) for slots in days]
    assert written(NEVER) == ""


SLOTS = st.sampled_from([(), (MORNING,), (EVENING,), (MORNING, EVENING), (("10:00", "24:00"),)])


@given(st.tuples(*[SLOTS] * 7))
def test_any_week_is_written_valid_and_says_itself(week):
    out = written(week)
    if any(week):
        assert opening_hours.is_valid(out)
        assert list(read_week(out)) == [merged(list(slots)) for slots in week]
