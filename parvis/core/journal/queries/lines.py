"""Pages of the journal, by key: as fast on the last page as on the first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from parvis.core.journal.models import JournalEntry
from parvis.core.journal.models.entry import JournalEntryQuerySet
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel.actor import Actor
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.journal import verbs

PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What to look for; empty means everything. ``but`` are actors whose own lines are left out."""

    actor_key: str = ""
    verb: str = ""
    first_day: date | None = None
    last_day: date | None = None
    service: str = ""
    people: tuple[str, ...] | None = None
    but: tuple[str, ...] = ()
    reads: bool = False


@dataclass(frozen=True)
class Position:
    """The last line of a page: where the next one starts."""

    recorded_at: datetime
    identifier: UUID

    def __str__(self) -> str:
        return f"{self.recorded_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{self.identifier.hex}"

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Read what ``str()`` writes; ``None`` for anything else."""
        instant, _, identifier = text.partition("_")
        try:
            return cls(datetime.strptime(instant, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), UUID(identifier))
        except ValueError:
            return None


def found_lines(actor: Actor, filters: Filters) -> JournalEntryQuerySet:
    """The lines that ``actor`` may read, the latest first."""
    lines = JournalEntry.objects.visible_to(actor)
    if filters.actor_key:
        lines = lines.filter(actor_key=filters.actor_key)
    if filters.but:
        lines = lines.exclude(actor_key__in=filters.but)
    if filters.verb:
        lines = lines.filter(verb=filters.verb)
    if filters.reads:
        lines = lines.filter(verb__in=[verb.key for verb in verbs if verb.reads])
    if filters.service:
        lines = lines.filter(activity__startswith=f"{filters.service}.")
    if filters.people is not None:
        lines = lines.filter(subjects__overlap=known_pseudonyms(filters.people))
    if filters.first_day:
        lines = lines.filter(recorded_at__gte=_midnight(filters.first_day))
    if filters.last_day:
        lines = lines.filter(recorded_at__lt=_midnight(filters.last_day + timedelta(days=1)))
    return lines.order_by("-recorded_at", "-id")


def page_of_lines(actor: Actor, filters: Filters, after: Position | None) -> tuple[list[JournalEntry], Position | None]:
    """One page of the lines found, and where the next page starts."""
    lines = found_lines(actor, filters)
    if after:
        older = Q(recorded_at__lt=after.recorded_at)
        lines = lines.filter(older | Q(recorded_at=after.recorded_at, id__lt=after.identifier))
    found = list(lines[: PER_PAGE + 1])
    if len(found) <= PER_PAGE:
        return found, None
    last = found[PER_PAGE - 1]
    return found[:PER_PAGE], Position(last.recorded_at, last.id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, PARIS)
