"""The days that stood out, as the report page lists them."""

from django.core.paginator import Page, Paginator

from parvis.core.journal.models import JournalAnomaly

PER_PAGE = 30
WAITING, LOOKED_AT = "attente", "examinee"


def page_of_anomalies(kind: str, state: str, number: str | None) -> Page:
    """Those of a kind, looked at or still waiting, the latest first."""
    found = JournalAnomaly.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(looked_at__isnull=state == WAITING)
    return Paginator(found, PER_PAGE).get_page(number)
