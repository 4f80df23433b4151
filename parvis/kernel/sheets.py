"""Tables written as files that a spreadsheet opens: typed, so that « 01000 » stays a text and a day stays a day."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | int | float | bool | date | None
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# What a sheet's name may not hold, and how long it may be.
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST: Final = 31
UNPRINTED: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its headings, and rows of as many cells."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def written(sheets: Iterable[Sheet], suffix: str) -> tuple[bytes, str]:
    """The file (``csv``, ``xlsx`` or ``ods``) and its media type; a CSV holds the sheets one after another."""
    writer, media_type = {"csv": (_csv, CSV), "xlsx": (_xlsx, XLSX), "ods": (_ods, ODS)}[suffix]
    return writer(list(sheets)), media_type


def _csv(sheets: list[Sheet]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    for rank, sheet in enumerate(sheets):
        if rank:
            writer.writerow([])
        writer.writerow(sheet.headings)
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        # A spreadsheet would run it.
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    if isinstance(cell, bool):
        return _yes(cell)
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str("" if cell is None else cell)


def _yes(cell: bool) -> str:
    return "oui" if cell else "non"


def _xlsx(sheets: list[Sheet]) -> bytes:
    book, bold, file = Workbook(write_only=True), Font(bold=True), BytesIO()
    for sheet, name in zip(sheets, _names(sheets), strict=True):
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        page.append([_cell(page, heading, bold) for heading in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, cell) for cell in row])
    book.save(file)
    return file.getvalue()


def _cell(page: object, value: Cell, font: Font | None = None) -> WriteOnlyCell:
    given = _yes(value) if isinstance(value, bool) else value
    cell = WriteOnlyCell(page, given.translate(UNPRINTED) if isinstance(given, str) else given)
    if isinstance(given, str):
        cell.data_type = "s"
    elif isinstance(given, date):
        cell.number_format = "dd/mm/yyyy"
    if font is not None:
        cell.font = font
    return cell


def _names(sheets: list[Sheet]) -> list[str]:
    """Names that a workbook accepts, none twice."""
    names: list[str] = []
    for rank, sheet in enumerate(sheets, start=1):
        name = sheet.name.translate(FORBIDDEN).strip()[:LONGEST] or f"Feuille {rank}"
        names.append(name if name not in names else f"{name[: LONGEST - 4]} {rank}")
    return names


_NAMESPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
        "manifest": "manifest",
    }.items()
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # fmt: skip
_HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMESPACES} office:version="1.3"><office:automatic-styles>
<number:date-style style:name="J"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="jour" style:family="table-cell" style:data-style-name="J"/>
<style:style style:name="titre" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>"""
_TAIL: Final = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest {_NAMESPACES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def _ods(sheets: list[Sheet]) -> bytes:
    """Written line by line: a tree of a hundred thousand rows would fill the memory."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as content:
            for line in _ods_lines(sheets):
                content.write(line.encode())
    return file.getvalue()


def _ods_lines(sheets: list[Sheet]) -> Iterator[str]:
    yield _HEAD
    for sheet, name in zip(sheets, _names(sheets), strict=True):
        yield f"<table:table table:name={quoteattr(name)}><table:table-header-rows>"
        yield _ods_row(sheet.headings, "titre") + "</table:table-header-rows>"
        for row in sheet.rows:
            yield _ods_row(row)
        yield "</table:table>"
    yield _TAIL


def _ods_row(row: Sequence[Cell], style: str = "") -> str:
    return f"<table:table-row>{''.join(_ods_cell(cell, style) for cell in row)}</table:table-row>"


def _ods_cell(cell: Cell, style: str) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool | str):
        words = _yes(cell) if isinstance(cell, bool) else cell.translate(UNPRINTED)
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in words.split("\n"))
        styled = f' table:style-name="{style}"' if style else ""
        return f'<table:table-cell{styled} office:value-type="string">{lines}</table:table-cell>'
    if isinstance(cell, date):
        value, words = cell.isoformat(), f"{cell:%d/%m/%Y}"
        kind = f'table:style-name="jour" office:value-type="date" office:date-value="{value}"'
    else:
        kind, words = f'office:value-type="float" office:value="{cell}"', str(cell)
    return f"<table:table-cell {kind}><text:p>{words}</text:p></table:table-cell>"
