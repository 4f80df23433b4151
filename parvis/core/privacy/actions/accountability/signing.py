"""Sign a decision or an impact assessment: a named person, a reason, a date, a line of the journal."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.privacy.models import Assessment, DecisionTaken
from parvis.core.privacy.queries.accountability import decisions, impact
from parvis.core.privacy.queries.accountability.signatories import Bound, answering, bound_by
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Activity, Decision, Service

CATEGORY = "plateforme.conformite.signatures"


@dataclass(frozen=True)
class Signatory:
    """Who signs, and in which quality; the quality alone is published."""

    name: str
    quality: str


@dataclass(frozen=True)
class Analysis:
    """The document that is signed: where it is kept, who wrote it, and what the officer thinks of it."""

    reference: str
    author: str
    opinion: str
    signed_on: date


def _bound(by: Actor, *activities: Activity) -> Bound:
    bound = bound_by(by, activities, answering())
    if bound is None:
        raise PermissionError("Signing is for the officer of the controller, and for administrators")
    return bound


@transaction.atomic
def take_decision(
    *, by: Actor, service: Service, decision: Decision, adopted: bool, reason: str, signatory: Signatory
) -> DecisionTaken:
    """Record that ``signatory`` adopts, or refuses, the reading of ``decision`` as it is worded now."""
    bound = _bound(by, *service.activities)
    taken = DecisionTaken.objects.create(
        service=service.key,
        decision=decision.key,
        digest=decisions.digest_of(decision),
        reading=decision.reading,
        adopted=adopted,
        reason=reason,
        signatory=signatory.name,
        quality=signatory.quality,
        controller=bound.controller,
        organisation=bound.organisation,
    )
    record(
        by=by,
        verb="privacy.decision.adopted" if adopted else "privacy.decision.refused",
        categories=[CATEGORY],
        organisation=bound.organisation,
        object_key=f"privacy.DecisionTaken:{taken.pk}",
    )
    return taken


@transaction.atomic
def sign_assessment(
    *, by: Actor, service: Service, activity: Activity, analysis: Analysis, signatory: Signatory
) -> Assessment:
    """Record that the impact assessment of ``activity``, as it is declared now, is signed."""
    bound = _bound(by, activity)
    if analysis.signed_on > clock.today():
        raise ValidationError({"signed_on": "Donnez une date passée ou celle d’aujourd’hui."})
    signed = Assessment.objects.create(
        service=service.key,
        activity=activity.key,
        digest=impact.digest_of(service, activity),
        reference=analysis.reference,
        author=analysis.author,
        signatory=signatory.name,
        quality=signatory.quality,
        opinion=analysis.opinion,
        signed_on=analysis.signed_on,
        controller=bound.controller,
        organisation=bound.organisation,
    )
    record(
        by=by,
        verb="privacy.assessment.signed",
        categories=[CATEGORY],
        organisation=bound.organisation,
        object_key=f"privacy.Assessment:{signed.pk}",
    )
    return signed
