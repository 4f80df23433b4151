"""Remember that a backup was restored, or that it could not be."""

from datetime import datetime

from django.db import transaction

from parvis.core.journal.actions import record
from parvis.core.privacy.models import Drill
from parvis.core.privacy.queries.retention.drills import Drilled
from parvis.kernel.actor import Actor


@transaction.atomic
def keep_drill(*, by: Actor, taken_on: datetime | None, rehearsed: bool, done: Drilled | None) -> None:
    """Keep what a restore did; without ``done``, that it failed."""
    kept = Drill.objects.create(
        taken_on=taken_on,
        rehearsed=rehearsed,
        passed=done is not None,
        replayed=done.replayed if done else 0,
        purged=done.purged if done else 0,
        seconds=done.seconds if done else 0,
    )
    record(by=by, verb="retention.drill", object_key=f"privacy.Drill:{kept.pk}", count=kept.replayed)
