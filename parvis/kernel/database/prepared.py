"""Reads that nearly every request makes: compiled once, planned once by the database.

To fetch one row by its key, building the query in Python and planning it cost many times its execution.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, IntegerField, QuerySet, Value
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from parvis.kernel.actor import VISITOR, Actor
from parvis.kernel.database.base import DatabaseWrapper
from parvis.kernel.database.compiler import personal_columns
from parvis.kernel.scope import noting_scope

KEPT: Final = 100


class _Slot(str):
    """Where a value goes; a text, so that the fields of texts of the models take it as theirs."""

    __slots__ = ()


class _RawText(Loader):
    """Texts as the database sends them."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


@contextmanager
def planned_once() -> Iterator[None]:
    """Have what is read in this block, or function, planned once a connection.

    It is for the page of one thing and what hangs on it, all found by keys: row security makes such reads take longer
    to plan than to run. A list is planned each time: its best plan depends on what is asked.
    """
    with cast(DatabaseWrapper, connection).planned_once():
        yield


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    params: Sequence[Any]
    personal: bool


class Among(Func):
    """Whether a column holds one of a list of values: the same statement however many they are, unlike ``__in``."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("

    def __init__(self, column: str, values: Any) -> None:
        super().__init__(F(column), Value(values), output_field=BooleanField())


class Prepared:
    """A ``values_list`` with values to be given later: ``build`` makes it from an actor and a placeholder for each.

    ``around`` is SQL that takes the query as a table, in place of its ``{}``, and may ask for more values after those.
    What is read is not noted: a query on personal columns runs only under ``unnoted()``. ``scoped`` is false for
    tables that row security leaves alone: the session is not told who acts, which is an exchange less. ``planned`` is
    false where the best plan depends on the values: the database then plans each time. ``raw`` leaves columns of
    type ``text`` as they come, in UTF-8: what is only sent on is not worth reading.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        slots: int = 0,
        *,
        around: str = "{}",
        scoped: bool = True,
        planned: bool = True,
        raw: bool = False,
    ) -> None:
        self._build = build
        self._raw = raw
        self._planned = planned
        self._around = around
        self._scoped = scoped
        self._slots = [_Slot(f"slot {rank}") for rank in range(slots)]
        self._compiled: dict[Actor, _Compiled] = {}

    def rows(self, *values: Any, actor: Actor = VISITOR) -> list[Any]:
        """The rows that ``actor`` sees, for ``values``."""
        compiled = self._compiled.get(actor) or self._compile(actor)
        if compiled.personal and noting_scope() is not None:
            raise RuntimeError("A prepared query on personal columns would leave no trace")
        given = dict(zip(self._slots, values, strict=False))
        inside = [given[each] if isinstance(each, _Slot) else each for each in compiled.params]
        database = cast(DatabaseWrapper, connection)
        with (
            nullcontext() if self._scoped else database.whoever_acts(),
            planned_once() if self._planned else nullcontext(),
            database.cursor() as cursor,
        ):
            if self._raw:
                cursor.cursor.adapters.register_loader("text", _RawText)
            cursor.execute(compiled.sql, [*inside, *values[len(given) :]])
            return cursor.fetchall()

    def _compile(self, actor: Actor) -> _Compiled:
        compiler = self._build(actor, *self._slots).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        selected = [expression for expression, *_ in compiler.select or ()]
        converted = (expression for _, expression in compiler.get_converters(selected).values())
        # The driver gives numbers as Django would make them.
        if not all(isinstance(each.output_field, FloatField | IntegerField) for each in converted):
            raise TypeError("A prepared query gives values as the database does")
        if len(self._compiled) >= KEPT:
            self._compiled.clear()
        compiled = _Compiled(self._around.replace("{}", sql), params, bool(personal_columns(compiler.select)))
        return self._compiled.setdefault(actor, compiled)
