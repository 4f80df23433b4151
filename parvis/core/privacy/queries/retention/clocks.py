"""When data are due: the same rule in Python, for one row, and in SQL, for the selection of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import Period

MONTHS_OF_A_YEAR = 12
ZONE = PARIS.key


class Way(StrEnum):
    """How the row that is judged leads to the moment."""

    OWN = "own"
    FORWARD = "forward"
    REVERSE = "reverse"


@dataclass(frozen=True)
class Source:
    """One column in which a moment is written, and how a row of the rule's table leads to it."""

    column: str
    is_date: bool
    way: Way = Way.OWN
    relation: str = ""
    link: str = ""
    key: str = ""
    nullable: bool = True
    planned: bool = False

    def sql(self, row: str, own_key: str, *, latest: bool) -> str:
        """The civil date of the moment in Paris for ``row``; what should not lie ahead is brought back to today."""
        written = self.written_sql(row, own_key, latest=latest)
        if self.planned:
            return written
        return f"(CASE WHEN {written} > %(today)s::date THEN %(today)s::date ELSE {written} END)"

    def written_sql(self, row: str, own_key: str, *, latest: bool) -> str:
        """The civil date as it is written."""
        if self.way is Way.OWN:
            return self._civil(f'{row}."{self.column}"')
        if self.way is Way.FORWARD:
            there = self._civil(f'm."{self.column}"')
            return f'(SELECT {there} FROM "{self.relation}" m WHERE m."{self.key}" = {row}."{self.link}")'
        there = self._civil(f'{"max" if latest else "min"}(m."{self.column}")')
        return f'(SELECT {there} FROM "{self.relation}" m WHERE m."{self.link}" = {row}."{own_key}")'

    def _civil(self, value: str) -> str:
        return value if self.is_date else f"({value} AT TIME ZONE '{ZONE}')::date"


@dataclass(frozen=True)
class Clock:
    """A period from the latest, or the first, of some events; from ``fallback`` while none has happened.

    Where the data are kept as long as something lasts, there is no fallback: until it ends, nothing is due.
    """

    months: int
    days: int
    latest: bool
    events: tuple[Source, ...]
    fallback: tuple[Source, ...] = ()

    def start_sql(self, row: str, own_key: str) -> str:
        """The civil date from which the period runs; null while the clock has not started."""
        event = self._together(self.events, row, own_key)
        fallback = self._together(self.fallback, row, own_key)
        return f"coalesce({event}, {fallback})"

    def due_sql(self, row: str, own_key: str) -> str:
        """The due date; null while the clock has not started. ``%(today)s`` is a parameter."""
        start = self.start_sql(row, own_key)
        return f"(({start} + make_interval(months => {self.months}))::date + {self.days})"

    def future_sql(self, row: str, own_key: str) -> str:
        """Whether a moment that cannot lie ahead does."""
        ahead = [
            f"{source.written_sql(row, own_key, latest=self.latest)} > %(today)s::date"
            for source in (*self.events, *self.fallback)
            if not source.planned
        ]
        return f"coalesce({' OR '.join(ahead)}, false)" if ahead else "false"

    def _together(self, sources: Sequence[Source], row: str, own_key: str) -> str:
        if not sources:
            return "NULL::date"
        parts = [source.sql(row, own_key, latest=self.latest) for source in sources]
        return parts[0] if len(parts) == 1 else f"{'greatest' if self.latest else 'least'}({', '.join(parts)})"


def calendar(period: Period) -> tuple[int, int]:
    """A period as months and days; hours are shorter than a civil day and end on the next one."""
    hours = timedelta(hours=period.hours, minutes=period.minutes)
    return period.years * MONTHS_OF_A_YEAR + period.months, period.days - (-hours // timedelta(days=1))


def civil(moment: date | datetime) -> date:
    """The civil date in Paris of a moment."""
    return moment.astimezone(PARIS).date() if isinstance(moment, datetime) else moment


def due_date(
    period: Period,
    events: Sequence[date | datetime | None],
    fallback: date | datetime | None,
    *,
    today: date,
    latest: bool = True,
) -> date | None:
    """When data are due: the period after the latest (or first) event, or after the fallback.

    An event in the future counts as today's. ``None`` where neither exists yet.
    """
    known = [civil(event) for event in events if event is not None] or ([civil(fallback)] if fallback else [])
    if not known:
        return None
    return period.after(min(max(known) if latest else min(known), today))
