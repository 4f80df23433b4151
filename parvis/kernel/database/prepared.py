"""Reads that nearly every request makes: compiled once, planned once by the database.

To fetch one row by its key, building the query in Python and planning it cost many times its execution.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import connection
from django.db.models import QuerySet

from parvis.kernel.actor import VISITOR, Actor
from parvis.kernel.database.base import DatabaseWrapper
from parvis.kernel.database.compiler import personal_columns
from parvis.kernel.scope import noting_scope

KEPT: Final = 100


class _Slot(str):
    """Where a value goes; a text, so that the fields of the models take it as theirs."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    params: Sequence[Any]
    personal: bool


class Prepared:
    """A ``values_list`` with texts to be given later: ``build`` makes it from an actor and a placeholder for each.

    What is read is not noted: a query on personal columns runs only under ``unnoted()``. ``scoped`` is false for
    tables that row security leaves alone: the session is not told who acts, which is an exchange less.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], slots: int = 0, *, scoped: bool = True) -> None:
        self._build = build
        self._scoped = scoped
        self._slots = [_Slot(f"slot {rank}") for rank in range(slots)]
        self._compiled: dict[Actor, _Compiled] = {}

    def rows(self, *values: str, actor: Actor = VISITOR) -> list[Any]:
        """The rows that ``actor`` sees, for ``values``."""
        compiled = self._compiled.get(actor) or self._compile(actor)
        if compiled.personal and noting_scope() is not None:
            raise RuntimeError("A prepared query on personal columns would leave no trace")
        given = dict(zip(self._slots, values, strict=True))
        database = cast(DatabaseWrapper, connection)
        with nullcontext() if self._scoped else database.whoever_acts(), database.prepared_cursor() as cursor:
            cursor.execute(
                compiled.sql, [given.get(each, each) if isinstance(each, _Slot) else each for each in compiled.params]
            )
            return cursor.fetchall()

    def _compile(self, actor: Actor) -> _Compiled:
        compiler = self._build(actor, *self._slots).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        selected = [expression for expression, *_ in compiler.select or ()]
        if compiler.get_converters(selected):
            raise TypeError("A prepared query gives values as the database does")
        if len(self._compiled) >= KEPT:
            self._compiled.clear()
        compiled = _Compiled(sql, params, bool(personal_columns(compiler.select)))
        return self._compiled.setdefault(actor, compiled)
