"""The tables of the real world as the engine walks them: keys, columns, and which rows go with which."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import AutoField, BigAutoField, BigIntegerField, IntegerField, Model, UUIDField

from parvis.core.privacy.queries.completeness import tables_of_models
from parvis.core.privacy.queries.declared import Column, column_name, model_named, resolve
from parvis.core.privacy.queries.edges import rule_of
from parvis.kernel.declarations.privacy import Edge, Personal, Subject, Table, tables


@dataclass(frozen=True)
class Node:
    """A declared table: ``key`` is the column by which a row is known."""

    label: str
    relation: str
    key: str
    key_type: str
    table: Table
    model: type[Model] | None

    @property
    def subject(self) -> Subject | None:
        """Whom the rows are about."""
        return self.table.subject

    @property
    def columns(self) -> dict[str, Column]:
        """The declared columns, by database name."""
        return resolve(self.table).columns

    @property
    def categories(self) -> frozenset[str]:
        """The categories of data that a row holds."""
        personal = [column for column in self.table.columns.values() if isinstance(column, Personal)]
        return frozenset(category for column in personal for category in column.categories)


@dataclass(frozen=True)
class Link:
    """A foreign key: what becomes of a row of ``child`` when the row of ``parent`` that it points to goes."""

    child: Node
    column: str
    parent: Node
    nullable: bool
    edge: Edge


def node_of(table: Table) -> Node:
    """The table as the engine knows it."""
    model = model_named(table.key)
    if model is None:
        return Node(table.key, table.key, next(iter(table.columns)), "text", table, None)
    return Node(table.key, model._meta.db_table, str(model._meta.pk.column), key_type(model), table, model)


def key_type(model: type[Model]) -> str:
    """The SQL type of the primary key of a model, behind the keys that it borrows."""
    field: Any = model._meta.pk
    while field.remote_field is not None:
        field = field.target_field
    if isinstance(field, UUIDField):
        return "uuid"
    integers = AutoField | BigAutoField | BigIntegerField | IntegerField
    return "bigint" if isinstance(field, integers) else "text"


def literal(values: Iterable[object]) -> str:
    """An array as PostgreSQL writes it: ten times cheaper to send than one whose every value is quoted apart."""
    parts = (
        "NULL" if value is None else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
        for value in values
    )
    return "{" + ",".join(parts) + "}"


def nodes() -> dict[str, Node]:
    """Every declared table that rows are kept in, by label."""
    return {table.key: node_of(table) for table in tables if not table.partitioned}


def node_named(label: str) -> Node:
    """The table declared as ``label``; ``LookupError`` for another one."""
    return node_of(tables.get(label))


def links() -> list[Link]:
    """Every foreign key between declared tables, with what becomes of its row."""
    known = nodes()
    by_model = {node.model: node for node in known.values() if node.model is not None}
    found = []
    for model in tables_of_models():
        child = by_model.get(model)
        for field in model._meta.local_fields if child else ():
            related = field.related_model
            parent = by_model.get(related) if isinstance(related, type) else None
            if child is None or parent is None or field.remote_field is None:
                continue
            edge = rule_of(field, child.table.edges.get(field.name))
            if edge is not None:
                found.append(Link(child, str(field.column), parent, bool(field.null), edge))
    return found


@lru_cache(maxsize=8)
def _children(stamp: int) -> dict[str, tuple[Link, ...]]:
    towards: dict[str, list[Link]] = {}
    for link in links():
        towards.setdefault(link.parent.label, []).append(link)
    return {
        label: tuple(sorted(each, key=lambda one: (one.child.label, one.column))) for label, each in towards.items()
    }


def children_of(node: Node) -> tuple[Link, ...]:
    """The foreign keys that point to rows of ``node``."""
    return _children(_stamp()).get(node.label, ())


def closure(node: Node) -> list[Node]:
    """``node`` and every table whose rows go with its rows, each once, parents first."""
    found, waiting = [node], [node]
    while waiting:
        for link in children_of(waiting.pop(0)):
            if link.edge is Edge.WITH_PARENT and link.child not in found:
                found.append(link.child)
                waiting.append(link.child)
    return found


def person_path(node: Node) -> tuple[Node, tuple[str, ...]]:
    """Where the person of a row is: the table, and the columns that lead there; none when the row is the person."""
    columns: list[str] = []
    model, label = node.model, node.label
    for step in node.subject.path.replace(".", "__").split("__") if node.subject and node.subject.path else ():
        if model is None:
            break
        columns.append(column_name(model, step))
        related = model._meta.get_field(step).related_model
        model = related if isinstance(related, type) else None
        label = model._meta.label if model else label
    return node_named(label), tuple(columns)


def person_sql(node: Node, row: str) -> str:
    """SQL for the key of the person whom ``row`` is about; needs the subject of ``node``."""
    _, columns = person_path(node)
    if not columns:
        return f'{row}."{node.key}"'
    value, model = f'{row}."{columns[0]}"', _step(node.model, columns[0])
    for column in columns[1:]:
        if model is None:
            break
        value = f'(SELECT h."{column}" FROM "{model._meta.db_table}" h WHERE h."{model._meta.pk.column}" = {value})'
        model = _step(model, column)
    return value


def _step(model: type[Model] | None, column: str) -> type[Model] | None:
    for field in model._meta.local_fields if model else ():
        if field.column == column and isinstance(field.related_model, type):
            return field.related_model
    return None


def _stamp() -> int:
    """Changes with the declarations: tests add tables and change edges."""
    return hash((tuple((table.key, tuple(sorted(table.edges.items()))) for table in tables), len(apps.get_models())))
