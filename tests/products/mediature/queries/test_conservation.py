"""Less than promised, never more."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.declarations.privacy import Period
from parvis.products.mediature.models.collectivite import LONGEST_KEPT
from parvis.products.mediature.queries.conservation import counted_from

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, LONGEST_KEPT))
def test_what_an_authority_declares_is_kept_to_within_the_end_of_a_month_and_never_exceeded(ended_on, months):
    declared = Period(months=months).after(ended_on)
    ends = Period(months=LONGEST_KEPT).after(counted_from(ended_on, months))
    assert declared - timedelta(days=3) <= ends <= declared


@given(DAYS)
def test_who_declares_nothing_keeps_as_promised(ended_on):
    assert counted_from(ended_on, LONGEST_KEPT) == ended_on
