"""The night forgets what is old, and asks Matomo nothing without a token."""

from datetime import timedelta

import pytest

from parvis.core.privacy.models import AudienceCount, DroppedCookie, MatomoCheck
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import jobs


@pytest.mark.django_db
def test_old_counts_and_dropped_cookies_are_forgotten(acting, settings):
    settings.PARVIS_MATOMO_URL = "https://matomo.exemple.fr"
    for days, name in ((0, "neuf"), (400, "vieux")):
        DroppedCookie.objects.create(name=name, reason="undeclared", last_seen=clock.now() - timedelta(days=days))
    for days in (0, 800):
        AudienceCount.objects.create(day=clock.today() - timedelta(days=days), service="coop", kind="x", count=1)
    jobs.get("privacy.trackers").run()
    assert [row.name for row in DroppedCookie.objects.all()] == ["neuf"]
    assert [row.day for row in AudienceCount.objects.all()] == [clock.today()]
    assert not MatomoCheck.objects.exists()
