"""Declarations of tables, resolved to the names that the database knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import Personal, Plain, Table

Column = Personal | Plain


@dataclass(frozen=True)
class Resolved:
    """A declaration with its relation in the database, its model if any, and its columns by database name."""

    table: Table
    relation: str
    model: type[Model] | None
    columns: dict[str, Column]


def model_named(label: str) -> type[Model] | None:
    """The model known as ``app.Model``, or ``None``."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def columns_of(model: type[Model]) -> set[str]:
    """The columns of a model's own table, by database name."""
    return {field.column for field in model._meta.local_fields if field.column is not None}


def column_name(model: type[Model] | None, name: str) -> str:
    """The database name of a column declared by field or by database name."""
    if model is None:
        return name
    try:
        column = getattr(model._meta.get_field(name), "column", None)
    except FieldDoesNotExist:
        return name
    return str(column or name)


def resolve(table: Table) -> Resolved:
    """Find which relation of the database a declaration is about."""
    model = model_named(table.key)
    relation = model._meta.db_table if model else table.key
    columns = {column_name(model, name): column for name, column in table.columns.items()}
    return Resolved(table, relation, model, columns)


def declared_twice(declarations: Iterable[Table]) -> Iterator[Problem]:
    """Relations or columns that two declarations claim."""
    seen: dict[str, str] = {}
    for table in declarations:
        found = resolve(table)
        if found.relation in seen:
            yield Problem(
                "E001", f"La table {found.relation} est déclarée deux fois : {seen[found.relation]}, {table.key}."
            )
        seen[found.relation] = table.key
        names = [column_name(found.model, name) for name in table.columns]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem("E001", f"La colonne {table.key}.{name} est déclarée deux fois.")


def find_column(reference: str, declarations: Iterable[Table]) -> Column | None:
    """The declaration of ``app.Model.column``, or ``None``."""
    key, _, name = reference.rpartition(".")
    for table in declarations:
        if table.key.lower() == key.lower():
            found = resolve(table)
            return found.columns.get(column_name(found.model, name))
    return None
