"""Parquet, read by DuckDB within a bound of memory."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import (
    Format,
    Line,
    Reader,
    SourceUnreadable,
    checked,
    named,
    without_key,
)

BATCH: Final = 500
MAX_ROWS: Final = 50_000_000
DAMAGED: Final = "Le fichier Parquet est abîmé ou interrompu. Refaites l'export."
_OPTIONS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": "1",
    "memory_limit": "256MB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# Types that Python has no word for without one more library, or that are of no use to a mapping.
_AS_TEXT: Final = ("TIMESTAMP WITH TIME ZONE", "TIME WITH TIME ZONE", "INTERVAL", "GEOMETRY", "BIT", "VARIANT")


def read_parquet(content: Content, key: str) -> Reader:
    """A Parquet file; its columns keep their types, texts, numbers, dates, lists and objects."""
    without_key(key, Format.PARQUET)
    with _opened(content) as (connection, path):
        try:
            columns = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
            row = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [path]).fetchone()
        except duckdb.Error as error:
            raise SourceUnreadable(DAMAGED) from error
    names = named([str(column[0]) for column in columns])
    count = int(row[0]) if row and row[0] is not None else 0
    if count > MAX_ROWS:
        raise SourceUnreadable(f"Le fichier Parquet annonce {count} lignes, {MAX_ROWS} au plus sont lues. Découpez-le.")
    selected = ", ".join(_selected(str(column[0]), str(column[1])) for column in columns)
    return Reader(Format.PARQUET, count, lambda: _rows(content, names, selected))


def _selected(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if any(word in kind for word in _AS_TEXT):
        return f"CAST({quoted} AS VARCHAR)"
    return f"decode({quoted})" if kind == "BLOB" else quoted


def _rows(content: Content, names: list[str], selected: str) -> Iterator[Line]:
    with _opened(content) as (connection, path):
        try:
            result = connection.execute(f"SELECT {selected} FROM read_parquet(?)", [path])
            number = 0
            while batch := result.fetchmany(BATCH):
                for cells in batch:
                    number += 1
                    yield checked(number, dict(zip(names, cells, strict=True)))
        except duckdb.Error as error:
            raise SourceUnreadable(DAMAGED) from error


@contextmanager
def _opened(content: Content) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """A connection, and the file under a name in which nothing is a pattern."""
    with TemporaryDirectory() as folder, duckdb.connect(config=_OPTIONS) as connection:
        plain = Path(folder) / "source.parquet"
        os.symlink(content.path.resolve(), plain)  # noqa: PTH211  Path.symlink_to reads backwards
        yield connection, str(plain)
