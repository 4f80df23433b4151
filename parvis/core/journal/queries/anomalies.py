"""The days that stood out, as the report page lists them."""

from django.core.paginator import Page, Paginator

from parvis.core.journal.models import JournalAnomaly

PER_PAGE = 30


def page_of_anomalies(kind: str, conclusion: str, number: str | None) -> Page:
    """Those of a kind and conclusion, the latest first."""
    given = {name: value for name, value in {"kind": kind, "conclusion": conclusion}.items() if value}
    return Paginator(JournalAnomaly.objects.filter(**given), PER_PAGE).get_page(number)
