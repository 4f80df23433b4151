"""The months of the journal: prepared ahead, dropped after a year."""

from typing import Any

from django.db import connection

from parvis.kernel import clock

MONTHS_AHEAD = 2


def prepare_months() -> int:
    """Make the partitions of this month and the next ones; return how many were missing."""
    return _call("SELECT journal_prepare_months(%s, %s)", [clock.now().date(), MONTHS_AHEAD])


def expire_months() -> int:
    """Drop the months that ended more than twelve months ago; return how many.

    The database holds the floor itself: no caller can drop a younger month.
    """
    return _call("SELECT journal_expire_months(%s)", [clock.now().date()])


def _call(sql: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.fetchone()[0])
