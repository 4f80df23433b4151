"""The nightly report of unusual days, and who looked at each."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.journal.models import JournalAnomaly
from parvis.core.journal.queries.habits import oddities
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Period

KEPT = Period.parse("P12M")
TRACES = "plateforme.journal.traces"


@transaction.atomic
def report_day(*, by: Actor, day: date) -> int:
    """Keep what stands out on ``day``; a second run adds nothing. Return how many are new."""
    found = [JournalAnomaly(**vars(oddity)) for oddity in oddities(day)]
    before = JournalAnomaly.objects.filter(day=day).count()
    JournalAnomaly.objects.bulk_create(found, ignore_conflicts=True)
    return JournalAnomaly.objects.filter(day=day).count() - before


def expire_anomalies(*, by: Actor) -> int:
    """Delete the anomalies whose lines are gone: they are kept as long as the journal."""
    today = clock.today()
    due = [day for day in JournalAnomaly.objects.values_list("day", flat=True).distinct() if KEPT.after(day) <= today]
    return JournalAnomaly.objects.filter(day__in=due).delete()[0]


@transaction.atomic
def look_at(*, by: Actor, anomaly: JournalAnomaly, why: str) -> JournalAnomaly:
    """Keep that ``by`` looked at an anomaly, and how it is explained: once, for good."""
    held = JournalAnomaly.objects.select_for_update().get(pk=anomaly.pk)
    if held.looked_at:
        raise ValidationError("Ce relevé a déjà été examiné.", code="looked")
    held.looked_by, held.looked_at, held.why = by.key, clock.now(), why
    held.save(update_fields=["looked_by", "looked_at", "why"])
    record(by=by, verb="journal.look-at", categories=[TRACES], object_key=f"journal.JournalAnomaly:{held.pk}")
    return held
