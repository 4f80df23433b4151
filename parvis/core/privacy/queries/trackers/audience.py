"""Pages shown, by day, service and kind; small numbers are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from parvis.core.privacy.models import AudienceCount
from parvis.kernel import clock
from parvis.kernel.declarations.audience import page_kinds
from parvis.kernel.declarations.privacy import services

SMALLEST = 5
PERIODS = (7, 30, 90)


@dataclass(frozen=True)
class Cell:
    """A kind of page of a service; ``count`` is ``None`` when too few pages were shown to be told."""

    service: str
    kind: str
    count: int | None


def counted_pages(days: int, service: str = "") -> list[Cell]:
    """Pages of the last ``days`` days, the most seen first; a total would give a hidden number away: there is none."""
    since = clock.today() - timedelta(days=days - 1)
    found = AudienceCount.objects.filter(day__gte=since)
    if service:
        found = found.filter(service=service)
    rows = found.values_list("service", "kind").annotate(pages=Sum("count")).order_by("service", "-pages", "kind")
    return [Cell(_service(one), _kind(kind), pages if pages >= SMALLEST else None) for one, kind, pages in rows]


def hidden(cells: Iterable[Cell]) -> int:
    """How many numbers are too small to be told."""
    return sum(cell.count is None for cell in cells)


def _service(key: str) -> str:
    return services.get(key).title if key in services else key


def _kind(key: str) -> str:
    return page_kinds.get(key).label if key in page_kinds else "Autres pages"
