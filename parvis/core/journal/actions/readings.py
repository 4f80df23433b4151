"""What a scope has read becomes lines of the journal, in one insert, when the scope ends."""

from collections.abc import Iterator
from itertools import islice

from django.conf import settings

from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.queries.subjects import people_keys
from parvis.kernel.actor import Actor
from parvis.kernel.scope import Reading, Scope

SUBJECTS_PER_LINE = 1000


def write_readings(scope: Scope) -> None:
    """Journal what ``scope`` has read since the last time; an error here must reach the reader.

    Reading oneself is not a consultation: the account of the person who acts leaves no line.
    """
    readings, scope.readings = scope.readings, {}
    tables = sorted(readings)
    people = people_keys([readings[table].people for table in tables])
    write_lines(
        scope.actor,
        [
            line
            for table, keys in zip(tables, people, strict=True)
            for line in _lines(scope, table, readings[table], keys)
        ],
    )


def _lines(scope: Scope, table: str, reading: Reading, keys: set[str]) -> Iterator[Line]:
    own = _own_key(scope.actor)
    others = iter(sorted(keys - {own}))
    if own in keys and keys == {own}:
        return
    organisation = next(iter(scope.organisations)) if len(scope.organisations) == 1 else None
    first = True
    while (batch := tuple(islice(others, SUBJECTS_PER_LINE))) or first:
        yield Line(
            verb=scope.manner,
            subjects=batch,
            categories=tuple(reading.categories),
            organisation=organisation,
            object_key=table,
            count=len(batch) or reading.rows,
        )
        first = False


def _own_key(actor: Actor) -> str:
    return f"{settings.AUTH_USER_MODEL}:{actor.identifier}" if actor.signed_in else ""
