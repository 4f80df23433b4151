"""The time limits that a mediation moves, for any dates."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.clock import PARIS
from parvis.products.mediature.enums import Demarche
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.delais import RECOURS
from parvis.products.mediature.queries.effets import effets

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MAYBE = st.none() | DAYS


def case(received, agreed=None, met=None, ended=None, **more):
    closed = datetime.combine(ended, time(23, 30), PARIS) if ended else None
    return Saisine(
        received_on=received, parties_agreed_on=agreed, first_meeting_on=met, closed_at=closed,
        **{"demarche": Demarche.AUCUNE} | more,
    )  # fmt: skip


@given(DAYS, MAYBE, MAYBE, MAYBE)
def test_nothing_counts_from_a_date_that_nobody_attested(received, agreed, met, ended):
    found = effets(case(received, agreed, met, ended))
    assert found.wide == received
    assert found.strict == (agreed or met)
    counted = ended is not None and (agreed or met) is not None
    assert (found.recours_until is not None, found.prescription_from is not None) == (counted, counted)


@given(DAYS, DAYS, DAYS)
def test_the_time_starts_whole_again_at_the_end(received, agreed, ended):
    found = effets(case(received, agreed, ended=ended))
    assert found.ended == ended, "the civil day of Paris, however late in the evening"
    assert found.recours_until == RECOURS.after(ended)
    months = (found.prescription_from.year - ended.year) * 12 + found.prescription_from.month - ended.month
    assert months == 6
    assert found.prescription_from.day <= ended.day


@pytest.mark.parametrize(
    ("ended", "recours", "prescription"),
    [
        (date(2026, 8, 31), date(2026, 10, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2027, 10, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 2, 28), date(2027, 6, 30)),
        (date(2026, 3, 3), date(2026, 5, 3), date(2026, 9, 3)),
    ],
)
def test_by_hand(ended, recours, prescription):
    found = effets(case(date(2026, 1, 1), date(2026, 2, 1), ended=ended))
    assert (found.recours_until, found.prescription_from) == (recours, prescription)


@given(DAYS, DAYS)
def test_a_time_that_was_over_is_not_interrupted(answered, agreed):
    found = effets(case(answered, agreed, demarche=Demarche.REPONSE, answered_on=answered))
    assert found.too_late == (RECOURS.after(answered) < agreed)
    assert not effets(case(answered, demarche=Demarche.REPONSE, answered_on=answered)).too_late
