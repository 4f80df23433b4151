"""SQL compilers that remember, in the scope, which people's rows a query has fetched.

Standing where every ORM read passes (models, ``values()``, ``values_list()``, ``iterator()``,
``select_related()``, third-party models), this needs no wrapper around models and cannot be
forgotten by a view. What it reads is the declaration of the columns actually selected. Raw SQL
does not pass here: it belongs to statistics, never to rows of people.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models import CompositePrimaryKey, Field, Model
from django.db.models.expressions import Col
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE, MULTI

from parvis.kernel.declarations.privacy import Personal, Table, tables
from parvis.kernel.scope import Reading, Scope, noting_scope

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


@dataclass(slots=True)
class _Watched:
    """Personal columns of one table in one query, and which selected column tells whom a row is about."""

    table: Table
    model: type[Model]
    alias: str
    categories: set[str] = field(default_factory=set)
    person: tuple[str, str] = ("", "")
    index: int | None = None


class SQLCompiler(compiler.SQLCompiler):
    """Notes the personal rows of the queries that it runs, not of those nested in others."""

    _scope: Scope | None = None
    _watched: Sequence[_Watched] = ()
    _hidden = False
    _extra = False

    def execute_sql(
        self,
        result_type: Any = MULTI,
        chunked_fetch: bool = False,  # noqa: FBT002  Django passes it by position
        chunk_size: int = GET_ITERATOR_CHUNK_SIZE,
    ) -> Any:
        self._watched, self._hidden = (), False
        self._scope = noting_scope() if result_type == MULTI else None
        result = super().execute_sql(result_type, chunked_fetch, chunk_size)
        if self._scope is None or not self._watched:
            return result
        noted = self._noted(self._scope, result)
        return noted if chunked_fetch else list(noted)

    @property
    def has_extra_select(self) -> bool:
        """Whether Django must cut the rows itself: not when the columns added are ours to read."""
        return self._extra and not self._hidden

    @has_extra_select.setter
    def has_extra_select(self, value: bool) -> None:
        self._extra = value

    def get_extra_select(self, order_by: Any, select: Any) -> list[Any]:
        extra = super().get_extra_select(order_by, select)
        if self._scope is None:
            return extra
        self._watched = personal_columns(select)
        addable = not (extra or self.query.distinct or self.query.combinator or self.query.group_by is not None)
        for watched in self._watched:
            self._find_person(watched, select, extra if addable else None)
        self._hidden = addable and bool(extra)
        return extra

    def _find_person(self, watched: _Watched, select: Any, extra: list[Any] | None) -> None:
        """Find among the selected columns the one that names the person; add it when that changes nothing."""
        target = _person_field(watched)
        if target is None:
            return
        for index, (expression, *_) in enumerate([*select, *(extra or [])]):
            if isinstance(expression, Col) and expression.alias == watched.alias and expression.target == target:
                watched.index = index
                return
        if extra is not None:
            column = target.get_col(watched.alias)
            watched.index = len(select) + len(extra)
            extra.append((column, self.compile(column), None))

    def _noted(self, scope: Scope, chunks: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for chunk in chunks:
            for watched in self._watched:
                _note(scope, watched, chunk)
            yield [row[: self.col_count] for row in chunk] if self._hidden else chunk


def personal_columns(select: Any) -> list[_Watched]:
    """The personal tables that ``select`` takes columns from.

    Counts and sums tell nothing about a row, and a published row tells nothing that anybody could not read.
    """
    found: dict[tuple[str, str], _Watched] = {}
    for expression, *_ in select:
        if expression.contains_aggregate:
            continue
        for column in [expression] if isinstance(expression, Col) else expression.flatten():
            if not isinstance(column, Col):
                continue
            model = column.target.model
            label = model._meta.label
            table = tables.get(label) if label in tables else None
            if table is None or table.published:
                continue
            declared = table.columns.get(str(column.target.column))
            if isinstance(declared, Personal):
                alias = str(column.alias)
                watched = found.setdefault((alias, label), _Watched(table, model, alias))
                watched.categories.update(declared.categories)
    return list(found.values())


def _person_field(watched: _Watched) -> "Field[Any, Any] | None":
    """The column of the table that leads to the person, straight or by a path finished later."""
    subject = watched.table.subject
    if subject is None:
        return None
    first, _, rest = subject.path.partition(".")
    target = watched.model._meta.get_field(first) if first else watched.model._meta.pk
    if not isinstance(target, Field) or isinstance(target, CompositePrimaryKey):
        return None
    owner = target.related_model if first else watched.model
    if not isinstance(owner, type):
        return None
    watched.person = (owner._meta.label, rest)
    return target


def _note(scope: Scope, watched: _Watched, rows: Sequence[Any]) -> None:
    index = watched.index
    reading = scope.readings.setdefault(watched.table.key, Reading())
    if index is None:
        reading.rows += len(rows)
    else:
        # An outer join brings rows without anybody.
        people = [row[index] for row in rows if row[index] is not None]
        reading.rows += len(people)
        reading.people.setdefault(watched.person, set()).update(people)
    reading.categories |= watched.categories
