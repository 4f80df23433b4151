"""What this installation shows of the promises about cookies."""

from datetime import timedelta

from parvis.core.privacy.models import DroppedCookie
from parvis.core.privacy.queries.trackers.shown import groups, purposes
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure

RECENT = timedelta(days=30)


def cookies_are_declared() -> Evidence:
    """How many cookies are declared and used, and how many were dropped because they were not."""
    since = clock.now() - RECENT
    return Evidence(
        (
            Figure("cookies déclarés et utilisés", sum(row.used for group in groups() for row in group.rows)),
            Figure(
                "cookies non déclarés, retirés en 30 jours", DroppedCookie.objects.filter(last_seen__gte=since).count()
            ),
            Figure("finalités qui attendent un choix", len(purposes())),
        )
    )
