"""What a person found of a criterion that no program can see."""

from django.db import transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import CriterionReview
from parvis.kernel.actor import Actor


@transaction.atomic
def review_criterion(*, by: Actor, criterion: str, held: bool, note: str) -> CriterionReview:
    """Date and sign what was found; an earlier review stays."""
    review = CriterionReview.objects.create(criterion=criterion, held=held, note=note, reviewed_by=by.key)
    record(by=by, verb="privacy.review-criterion", object_key=f"privacy.CriterionReview:{review.pk}")
    return review
