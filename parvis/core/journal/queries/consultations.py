"""Two views of the same lines: who consulted a person, and whom an account consulted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Func, Max, Min, TextField, UUIDField

from parvis.core.journal.queries.lines import Filters, found_lines
from parvis.core.journal.queries.words import category_words
from parvis.kernel.actor import Actor


@dataclass(frozen=True)
class Figures:
    """What the lines found amount to."""

    lines: int
    actors: int
    people: int
    first: datetime | None
    last: datetime | None
    data: tuple[tuple[str, int], ...]


def figures(actor: Actor, filters: Filters) -> Figures:
    """Counts over every line found, whatever the page; three queries whatever their number."""
    lines = found_lines(actor, filters).order_by()
    told = lines.aggregate(
        lines=Count("id"), actors=Count("actor_key", distinct=True), first=Min("recorded_at"), last=Max("recorded_at")
    )
    people = lines.annotate(one=Func(F("subjects"), function="unnest", output_field=UUIDField()))
    counted = (
        lines.annotate(key=Func(F("categories"), function="unnest", output_field=TextField()))
        .values("key")
        .annotate(times=Count("id"))
        .order_by("-times", "key")
    )
    return Figures(
        people=people.values("one").distinct().count(),
        data=tuple((category_words(row["key"]), row["times"]) for row in counted),
        **told,
    )
