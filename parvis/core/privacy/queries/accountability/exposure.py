"""« What could this account have seen »: counted in the journal, by pseudonyms, never by names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from parvis.kernel.declarations.privacy import category_named

SEEN = """
    WITH lines AS (
        SELECT recorded_at, subjects, categories, coalesce(count, 0) AS unnamed FROM journal_entry
        WHERE actor_key = %(account)s AND recorded_at >= %(start)s AND recorded_at < %(end)s
          AND cardinality(categories) > 0
    )
    SELECT category, count(*), count(DISTINCT subject), sum(unnamed) FILTER (WHERE subject IS NULL),
           min(recorded_at), max(recorded_at)
    FROM (
        SELECT category, recorded_at, unnamed, subject
        FROM lines CROSS JOIN unnest(categories) AS category LEFT JOIN unnest(subjects) AS subject ON true
    ) AS seen
    WHERE %(only)s::text[] IS NULL OR category = ANY(%(only)s::text[])
    GROUP BY category ORDER BY category
"""
PEOPLE = """
    SELECT count(DISTINCT subject) FROM journal_entry, unnest(subjects) AS subject
    WHERE actor_key = %(account)s AND recorded_at >= %(start)s AND recorded_at < %(end)s
      AND (%(only)s::text[] IS NULL OR categories && %(only)s::text[])
"""


@dataclass(frozen=True)
class SeenCategory:
    """Data of one category that an account reached."""

    key: str
    label: str
    lines: int
    people: int
    unnamed: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Exposure:
    """Everything that an account reached in a period. ``people`` are distinct pseudonyms."""

    account: str
    start: datetime
    end: datetime
    people: int
    categories: tuple[SeenCategory, ...]

    @property
    def records(self) -> int:
        """How many records at most: in each category one for each person, and the rows that name nobody."""
        return sum(seen.people + seen.unnamed for seen in self.categories)


def is_declared(key: str) -> bool:
    """Whether the register still knows a category."""
    try:
        category_named(key)
    except LookupError:
        return False
    return True


def exposure(account: str, start: datetime, end: datetime, only: Collection[str] | None = None) -> Exposure:
    """What the journal says that ``account`` (``user:12``) read or wrote from ``start`` until ``end``.

    ``only`` keeps the data of these categories.
    """
    asked: dict[str, str | datetime | list[str] | None] = {
        "account": account,
        "start": start,
        "end": end,
        "only": None if only is None else sorted(only),
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, asked)
        people = cursor.fetchone()[0]
        cursor.execute(SEEN, asked)
        found = tuple(
            SeenCategory(key, label_of(key), lines, named, unnamed or 0, first, last)
            for key, lines, named, unnamed, first, last in cursor.fetchall()
        )
    return Exposure(account, start, end, people, found)


def label_of(key: str) -> str:
    """What the register calls a category; a category that is no more keeps its key."""
    if not is_declared(key):
        return key
    service, _, category = category_named(key)
    return f"{service.title} : {category.label}"
