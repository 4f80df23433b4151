"""Which hours suit: open at this moment, or open on Saturday. Many services share the same hours: each is read once."""

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, QuerySet

from parvis.kernel import clock
from parvis.kernel.french import opening_hours

NOW: Final = "maintenant"
SATURDAY: Final = "samedi"
OPENINGS: Final = {NOW: "Ouvert maintenant", SATURDAY: "Ouvert le samedi"}
_SATURDAY: Final = 5


def suiting(entries: QuerySet[Any], column: str, zone: tzinfo) -> dict[str, tuple[frozenset[str], int]]:
    """For each way of being open, the hours that suit and how many of ``entries`` have them."""
    told = dict(entries.exclude(**{column: ""}).order_by().values_list(column).annotate(count=Count("pk")))
    local = _local(zone)
    suits: dict[str, tuple[frozenset[str], int]] = {}
    for opening in OPENINGS:
        hours = frozenset(text for text in told if _suits(text, opening, local))
        suits[opening] = hours, sum(told[text] for text in hours)
    return suits


def suits_now(hours: str, opening: str, zone: tzinfo) -> bool:
    """Whether hours suit a way of being open, as the clock of ``zone`` has it."""
    return bool(hours) and _suits(hours, opening, _local(zone))


def _local(zone: tzinfo) -> datetime:
    return clock.now().astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


@lru_cache(maxsize=4096)
def _suits(text: str, opening: str, local: datetime) -> bool:
    if opening == NOW:
        return opening_hours.is_open(text, local)
    midnight = local.replace(hour=0, minute=0) + timedelta(days=(_SATURDAY - local.weekday()) % 7)
    return opening_hours.opens_between(text, midnight, midnight + timedelta(days=1))
