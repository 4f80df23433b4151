"""A person is forgotten by destroying the only bridge to them."""

import pytest

from parvis.core.journal.actions import record
from parvis.core.journal.actions.forget import forget_subjects
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel.actor import system

KEY, OTHER = "accounts.User:71", "accounts.User:72"
BY = system("erasure")


@pytest.mark.django_db
def test_the_lines_stay_and_lead_to_nobody(acting):
    record(by=BY, verb="read", subjects=[KEY, OTHER], organisation=71)
    assert len(known_pseudonyms([KEY])) == 1
    assert forget_subjects(by=BY, keys=[KEY]) == 1
    assert known_pseudonyms([KEY]) == []
    assert len(known_pseudonyms([OTHER])) == 1
    assert len(JournalEntry.objects.get(organisation=71).subjects) == 2
    assert JournalEntry.objects.filter(verb="journal.forget", count=1).exists()


@pytest.mark.django_db
def test_a_person_met_again_gets_a_new_pseudonym(acting):
    record(by=BY, verb="read", subjects=[KEY])
    before = known_pseudonyms([KEY])
    forget_subjects(by=BY, keys=[KEY])
    record(by=BY, verb="read", subjects=[KEY])
    assert set(known_pseudonyms([KEY])).isdisjoint(before)
