"""Many rows at once: copied as they are, or through a temporary table from which they are merged."""

from collections.abc import Iterable
from typing import Any

from django.db import connection


def run(*statements: str) -> None:
    """Execute statements one after another."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def copy_rows(table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add ``rows`` to ``table``; ``columns`` gives the type of each, in their order."""
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(list(columns.values()))
        for row in rows:
            copy.write_row(row)


def stage(table: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Put ``rows`` in a temporary table, made anew, that lasts no longer than the transaction."""
    definition = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    run(
        f"DROP TABLE IF EXISTS pg_temp.{table}",
        f"CREATE TEMPORARY TABLE {table} ({definition}) ON COMMIT DROP",
    )
    copy_rows(table, columns, rows)


def merging(columns: Iterable[str]) -> str:
    """The SQL of a merge that takes the new value of each column."""
    return ", ".join(f"{column} = excluded.{column}" for column in columns)
