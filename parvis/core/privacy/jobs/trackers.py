"""Every night, what Matomo says of its own settings, and dropped cookies that nothing sets any more."""

from datetime import timedelta

from django.conf import settings

from parvis.core.privacy.actions.trackers.checking import check_matomo
from parvis.core.privacy.models import DroppedCookie
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor

SILENT = timedelta(days=365)


def watch_trackers() -> None:
    """Check Matomo when a token is given; forget cookies that were last dropped a year ago."""
    if settings.PARVIS_MATOMO_URL and settings.PARVIS_MATOMO_TOKEN:
        check_matomo(by=current_actor())
    DroppedCookie.objects.filter(last_seen__lt=clock.now() - SILENT).delete()


jobs.register(
    Job(
        key="privacy.trackers",
        label="Vérifier les réglages de Matomo et les cookies écartés",
        run=watch_trackers,
        schedule="50 4 * * *",
        everything=True,
    )
)
