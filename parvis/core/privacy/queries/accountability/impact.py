"""Which processings need a signed impact assessment, and which have it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from parvis.core.privacy.models import Assessment
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.register import columns_by_category
from parvis.core.privacy.queries.sheet import ActivitySheet
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Activity, Criterion, Service, assessment_due, criteria_of
from parvis.kernel.scope import Reach, open_scope


@dataclass(frozen=True)
class LastAssessment:
    """The last signed assessment of a processing, without the names."""

    pk: int
    digest: str
    reference: str
    quality: str
    signed_on: date


@dataclass(frozen=True)
class ImpactLine:
    """A processing, the criteria it meets, and its last assessment."""

    service: Service
    activity: Activity
    live: bool
    last: LastAssessment | None

    @property
    def key(self) -> str:
        """The processing, as the register names it."""
        return f"{self.service.key}.{self.activity.key}"

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Which of the nine it meets."""
        return criteria_of(self.activity)

    @property
    def due(self) -> bool:
        """Whether an assessment is needed."""
        return assessment_due(self.activity)

    @property
    def stale(self) -> bool:
        """Whether the processing changed since it was assessed."""
        return self.last is not None and self.last.digest != digest_of(self.service, self.activity)

    @property
    def missing(self) -> bool:
        """Whether an assessment is needed and none holds."""
        return self.due and (self.last is None or self.stale)

    @property
    def words(self) -> str:
        """Where it stands, in French."""
        if not self.due:
            return "Non requise"
        if self.last is None:
            return "À signer"
        return "À reprendre : le traitement a changé" if self.stale else "Signée"

    @property
    def badge(self) -> str:
        """The kind of badge of the design system."""
        return "warning" if self.missing else "success" if self.due else "info"


def activity_sheet(service: Service, activity: Activity) -> ActivitySheet:
    """One processing as its policy says it."""
    return next(each for each in sheet_of(service).activities if each.key == f"{service.key}.{activity.key}")


def digest_of(service: Service, activity: Activity) -> str:
    """What tells apart the declaration that is assessed."""
    declared = activity_sheet(service, activity).model_dump(mode="json") | {"criteria": list(criteria_of(activity))}
    # Signing a decision changes no processing.
    for category in declared["categories"]:
        del category["pending"]
    return hashlib.sha256(json.dumps(declared, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def last_assessments() -> dict[tuple[str, str], LastAssessment]:
    """The last assessment of each processing, in one query that reads no name: whoever asks may know it."""
    with open_scope(system("register.published"), reach=Reach.EVERYTHING):
        rows = Assessment.objects.order_by("recorded_at", "pk").values_list(
            "service", "activity", "pk", "digest", "reference", "quality", "signed_on"
        )
        return {
            (service, activity): LastAssessment(pk, digest, reference, quality, signed_on)
            for service, activity, pk, digest, reference, quality, signed_on in rows
        }


def impact_lines() -> list[ImpactLine]:
    """Every processing of every service; ``live`` is one whose data have a column in this database."""
    columns, signed = columns_by_category(), last_assessments()
    return [
        ImpactLine(
            service,
            activity,
            any(service.category_key(activity, category) in columns for category in activity.categories),
            signed.get((service.key, activity.key)),
        )
        for service in ordered_services()
        for activity in service.activities
    ]
