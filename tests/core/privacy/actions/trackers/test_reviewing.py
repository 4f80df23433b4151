"""A review by hand is signed, dated, journaled, and an earlier one stays."""

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.trackers.reviewing import review_criterion
from parvis.core.privacy.models import CriterionReview
from parvis.core.privacy.queries.trackers.criteria import assessed
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db
BY = system("tests")


def test_the_last_review_counts_and_the_earlier_stays(acting):
    review_criterion(by=BY, criterion="tiers", held=True, note="Contrat, article 5.")
    last = review_criterion(by=BY, criterion="tiers", held=False, note="Clause absente.")
    assert CriterionReview.objects.filter(criterion="tiers", reviewed_by=BY.key).count() == 2
    assert next(one for one in assessed() if one.criterion.key == "tiers").review == last
    assert JournalEntry.objects.filter(verb="privacy.review-criterion").count() == 2
