"""The months that the journal holds, and when each is dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from parvis.core.journal.queries.chain import MONTHS_KEPT
from parvis.kernel import clock

MONTHS_OF_A_YEAR = 12
# The planner's estimate: counting a year of lines would take longer than the page may.
HELD = """
SELECT to_date(right(child.relname, 7), 'YYYY_MM'), greatest(child.reltuples, 0)::bigint
FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
WHERE inhparent = 'journal_entry'::regclass AND child.relname ~ '^journal_entry_[0-9]{4}_[0-9]{2}$' ORDER BY 1
"""


@dataclass(frozen=True)
class Month:
    """One partition: its first day, about how many lines it holds, and the first night on which it is dropped."""

    first: date
    lines: int
    dropped_on: date


def held_months() -> list[Month]:
    """The months prepared or filled, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        return [Month(first, lines, _after(first, MONTHS_KEPT + 1)) for first, lines in cursor.fetchall()]


def oldest_line() -> datetime | None:
    """When the oldest line was written. Needs a scope that sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT recorded_at FROM journal_entry ORDER BY recorded_at LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else None


def first_month_kept() -> date:
    """The first day of the oldest month that may still be there today."""
    return _after(clock.now().date().replace(day=1), -MONTHS_KEPT)


def _after(first: date, months: int) -> date:
    count = first.year * MONTHS_OF_A_YEAR + first.month - 1 + months
    return date(count // MONTHS_OF_A_YEAR, count % MONTHS_OF_A_YEAR + 1, 1)
