"""The nightly report of unusual days, and what an administrator concludes of each."""

from datetime import date

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.journal.enums import Conclusion
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
def judge(*, by: Actor, anomaly: JournalAnomaly, conclusion: Conclusion) -> None:
    """Say what an anomaly turned out to be; the journal keeps who said so."""
    anomaly.conclusion, anomaly.judged_by, anomaly.judged_at = conclusion, by.key, clock.now()
    anomaly.save(update_fields=["conclusion", "judged_by", "judged_at"])
    record(by=by, verb="journal.judge", categories=[TRACES], object_key=f"journal.JournalAnomaly:{anomaly.pk}")
