"""The whole register: every policy, every table, in one document of stable order."""

from typing import Any

from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.sheet import SCHEMA
from parvis.kernel.declarations.privacy import Personal, Plain, Table, tables


def register() -> dict[str, Any]:
    """Everything that is declared. ``schema`` grows when a reader would have to change."""
    return {
        "schema": SCHEMA,
        "services": [sheet_of(service).content for service in ordered_services()],
        "tables": [_table(table) for table in tables],
    }


def columns_by_category() -> dict[str, list[str]]:
    """For each category of data, the columns where it lives, as ``app.Model.column``."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for name, column in table.columns.items():
            for key in column.categories if isinstance(column, Personal) else ():
                found.setdefault(key, []).append(f"{table.key}.{name}")
    return {key: sorted(columns) for key, columns in sorted(found.items())}


def opened_services() -> frozenset[str]:
    """The services whose data have a column here; the others are promised, and hold nothing yet."""
    return frozenset(category.partition(".")[0] for category in columns_by_category())


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "relation": resolve(table).relation,
        "partitioned": table.partitioned,
        "published": table.published,
        "subject": {"kind": table.subject.kind, "path": table.subject.path} if table.subject else None,
        "columns": {name: _column(column) for name, column in sorted(table.columns.items())},
    }


def _column(column: Personal | Plain) -> dict[str, Any]:
    if isinstance(column, Plain):
        return {"personal": False, "reason": column.reason}
    return {"personal": True, "categories": list(column.categories), "free_text": column.free_text}
