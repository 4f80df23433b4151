"""What this installation shows of the promises about cookies and transport."""

from datetime import timedelta

from django.conf import settings

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


def transport_is_closed() -> Evidence | None:
    """What production forces; nothing to show elsewhere."""
    if not settings.SECURE_SSL_REDIRECT:
        return None
    days = settings.SECURE_HSTS_SECONDS // 86_400
    holds = bool(settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and days)
    return Evidence((Figure("HTTPS imposé aux navigateurs, en jours", days),), holds=holds)
