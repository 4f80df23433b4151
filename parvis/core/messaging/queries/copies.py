"""The raw copies of mails that are kept now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min

from parvis.core.messaging.models import Incoming

RAW_KEPT: Final = timedelta(days=4)


@dataclass(frozen=True)
class Copies:
    """How many there are, and when the oldest came."""

    count: int
    oldest: datetime | None


def raw_copies() -> Copies:
    """Those of the whole platform: asked by its own tasks."""
    told = Incoming.objects.aggregate(count=Count("pk"), oldest=Min("received_at"))
    return Copies(**told)
