"""The day from which all agree, for any parties."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models import Partie
from parvis.products.mediature.queries.parties import PERSON, agreed_by_all

DAYS = st.none() | st.dates(date(2024, 1, 1), date(2030, 12, 31))
PARTIES = st.lists(st.builds(Partie, cote=st.sampled_from(list(Cote)), agreed_on=DAYS), max_size=6)


@given(PARTIES)
def test_it_is_the_last_agreement_and_never_before_both_sides_have_given_theirs(parties):
    found = agreed_by_all(parties)
    days = [each.agreed_on for each in parties if each.agreed_on]
    sides = {each.cote for each in parties if each.agreed_on}
    if found is None:
        waiting = [each for each in parties if each.agreed_on is None and each.cote not in PERSON]
        assert waiting or Cote.ADMINISTRATION not in sides or not sides & PERSON
    else:
        assert found == max(days)
        assert Cote.ADMINISTRATION in sides
        assert sides & PERSON


@given(PARTIES, st.sampled_from([Cote.ADMINISTRATION, Cote.AUTRE]))
def test_somebody_who_has_not_agreed_holds_it_back(parties, cote):
    assert agreed_by_all([*parties, Partie(cote=cote, agreed_on=None)]) is None
