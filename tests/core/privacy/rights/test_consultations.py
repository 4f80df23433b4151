"""Who read, as a page says it: purposes once, and a page looked at again in the same minute counted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.core.privacy.queries.rights.consultations import Consultation, by_purposes

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SEEN = st.builds(
    lambda second, who, purpose: Consultation(NOON - timedelta(seconds=second), who, "lecture", (purpose,), ()),
    st.integers(0, 400),
    st.sampled_from(["un agent", "le délégué"]),
    st.sampled_from(["aider", "compter"]),
)


@given(st.lists(SEEN, max_size=30))
def test_nothing_is_lost_and_no_purpose_is_said_twice(found):
    found = sorted(found, key=lambda each: each.at, reverse=True)
    readings = by_purposes(found)
    purposes = [each.purposes for each in readings]
    assert len(purposes) == len(set(purposes))
    assert sum(line.times for each in readings for line in each.lines) == len(found)
    for each in readings:
        assert [line.at for line in each.lines] == sorted((line.at for line in each.lines), reverse=True)
        assert {line.at for line in each.lines} <= {one.at for one in found if one.purposes == each.purposes}


def test_a_page_looked_at_again_in_the_minute_is_counted():
    found = [Consultation(NOON - timedelta(seconds=second), "un agent", "lecture", ("aider",), ()) for second in (1, 9)]
    (readings,) = by_purposes([*found, Consultation(NOON - timedelta(days=1), "un agent", "lecture", ("aider",), ())])
    assert [(line.times, line.at) for line in readings.lines] == [(2, found[0].at), (1, NOON - timedelta(days=1))]
