"""Lines of the journal, in the transaction of what they tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import current_scope

COLUMNS = (
    "id, recorded_at, actor_key, actor_role, organisation, verb, subjects, categories, activity, object_key, "
    "channel, request_id, count"
)
ROW = "(%s, %s, %s, %s, %s, %s, journal_pseudonyms(%s::text[]), %s::text[], %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Line:
    """What a line says; who, when and through which door are added when it is written."""

    verb: str
    subjects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    organisation: int | None = None
    object_key: str = ""
    count: int | None = None


def record(
    *,
    by: Actor,
    verb: str,
    subjects: Iterable[str] = (),
    categories: Iterable[str] = (),
    organisation: int | None = None,
    object_key: str = "",
    count: int | None = None,
) -> None:
    """Write that ``by`` did ``verb``, never what was read or written.

    ``subjects`` are keys such as ``accounts.User:12``, kept as pseudonyms; ``categories`` are
    keys of the privacy register; ``object_key`` names what was acted upon.
    """
    write_lines(
        by,
        [
            Line(
                verb=verb,
                subjects=tuple(subjects),
                categories=tuple(categories),
                organisation=organisation,
                object_key=object_key,
                count=count,
            )
        ],
    )


def write_lines(by: Actor, lines: Sequence[Line]) -> None:
    """Write ``lines`` in one insert."""
    if not lines:
        return
    parameters = [value for line in lines for value in _row(by, line)]
    rows = ", ".join([ROW] * len(lines))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO journal_entry ({COLUMNS}) VALUES {rows}", parameters)


def _row(by: Actor, line: Line) -> list[Any]:
    scope = current_scope()
    categories = sorted(set(line.categories))
    return [
        uuid4(),
        clock.now(),
        by.key,
        _role(by, line.organisation),
        line.organisation,
        line.verb,
        sorted(set(line.subjects)),
        categories,
        _activity(categories),
        line.object_key,
        scope.channel if scope else "",
        scope.request_id if scope else None,
        line.count,
    ]


def _role(by: Actor, organisation: int | None) -> str:
    """In which quality the actor acts: a role in the organisation concerned, or the platform's administration."""
    role = by.role_in(organisation) if organisation is not None else None
    if role is None and by.platform_administrator:
        return "administrateur"
    return role or ""


def _activity(categories: Sequence[str]) -> str:
    """The processing activity that the categories belong to, when they share one."""
    activities = {category.rpartition(".")[0] for category in categories}
    return activities.pop() if len(activities) == 1 else ""
