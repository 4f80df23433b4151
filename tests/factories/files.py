"""Producers' files, made for a test: workbooks, archives, Parquet."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb
from openpyxl import Workbook

from parvis.kernel.reading.rows import Broken, Row
from parvis.products.data_inclusion.actions.reading.opening import open_source


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def lines_of(location: Any, **options: Any) -> list[Row | Broken]:
    with open_source(str(location), **options) as rows:
        return list(rows)


def values_of(location: Any) -> list[dict[str, Any]]:
    lines = lines_of(location)
    assert all(isinstance(line, Row) for line in lines), lines
    return [line.values for line in lines if isinstance(line, Row)]


def broken_lines(location: Any) -> list[tuple[int, str]]:
    return [(line.line, line.reason) for line in lines_of(location) if isinstance(line, Broken)]


def make_workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def replace_part(path: Path, name: str, content: bytes) -> Path:
    """The same workbook with one of its parts changed."""
    with ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for part, old in (parts | {name: content}).items():
            archive.writestr(part, content if part == name else old)
    return path


def make_parquet(path: Path, select: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path
