"""Every night, what Matomo says of its own settings; what was counted or dropped long ago is forgotten."""

from datetime import timedelta

from django.conf import settings

from parvis.core.privacy.actions.trackers.checking import check_matomo
from parvis.core.privacy.models import AudienceCount, DroppedCookie
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor

SILENT = timedelta(days=365)
COUNTED = timedelta(days=760)  # at most the 25 months of the exempt measure


def watch_trackers() -> None:
    """Check Matomo when a token is given; forget cookies last dropped a year ago, and counts of two years ago."""
    if settings.PARVIS_MATOMO_URL and settings.PARVIS_MATOMO_TOKEN:
        check_matomo(by=current_actor())
    DroppedCookie.objects.filter(last_seen__lt=clock.now() - SILENT).delete()
    AudienceCount.objects.filter(day__lt=clock.today() - COUNTED).delete()


jobs.register(
    Job(
        key="privacy.trackers",
        label="Vérifier les réglages de Matomo et les cookies écartés",
        run=watch_trackers,
        schedule="50 4 * * *",
        everything=True,
    )
)
