"""A restore, done or failed, is remembered with its author, and the last one is what is told."""

from datetime import UTC, datetime

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.retention.drills import keep_drill
from parvis.core.privacy.models import Drill
from parvis.core.privacy.queries.retention.drills import Drilled
from parvis.kernel.actor import system

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting")]
BY = system("restore")
TAKEN = datetime(2026, 5, 1, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "kept"), [(Drilled(3, 1, 40), (True, 3, 1, 40)), (None, (False, 0, 0, 0))], ids=["done", "failed"]
)
def test_what_a_restore_did_is_kept_and_journaled(done, kept):
    keep_drill(by=BY, taken_on=TAKEN, rehearsed=True, done=done)
    drill = Drill.objects.get()
    assert (drill.passed, drill.replayed, drill.purged, drill.seconds) == kept
    assert (drill.rehearsed, drill.taken_on) == (True, TAKEN)
    entry = JournalEntry.objects.get(verb="retention.drill")
    assert (entry.actor_key, entry.object_key, entry.count) == (BY.key, f"privacy.Drill:{drill.pk}", kept[1])
