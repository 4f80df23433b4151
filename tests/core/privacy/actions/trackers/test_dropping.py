"""A dropped cookie is reported once a day, never its value."""

from datetime import UTC, datetime, timedelta

import pytest

from parvis.core.journal.models import JournalEntry
from parvis.core.privacy.actions.trackers.dropping import UNDECLARED, report_cookie
from parvis.core.privacy.models import DroppedCookie
from parvis.kernel import clock
from parvis.kernel.actor import system

pytestmark = pytest.mark.django_db
BY = system("tests")


def test_a_cookie_dropped_often_is_one_row_and_one_line_a_day(acting):
    start = datetime(2026, 11, 2, 10, tzinfo=UTC)
    for hours in (0, 1, 2, 24):
        with clock.frozen(start + timedelta(hours=hours)):
            report_cookie(by=BY, name="_ga", reason=UNDECLARED, route="shell:home")
    row = DroppedCookie.objects.get()
    assert (row.name, row.times, row.last_seen) == ("_ga", 4, start + timedelta(days=1))
    assert JournalEntry.objects.filter(verb="privacy.drop-cookie", object_key="cookie:_ga").count() == 2
