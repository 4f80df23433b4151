"""ODS: the first sheet that is not empty, read as its cells are met, so that no sheet is held in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import MAX_CELL, MAX_COLUMNS, Format, Line, Reader, SourceUnreadable, under_header
from parvis.kernel.reading.xlsx_rows import BOMB, check_parts

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS: Final = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
DAMAGED: Final = "Le classeur ODS est abîmé. Ouvrez-le dans un tableur et enregistrez-le à nouveau."
MOST_ROWS: Final = 1_048_576
_FAILURES: Final = (BadZipFile, KeyError, ValueError, ParseError, OSError, EOFError, NotImplementedError, RuntimeError)


def read_ods(content: Content) -> Reader:
    """A workbook, once its directory has proved that it is no bomb."""
    check_parts(content, ("content.xml",))
    return Reader(Format.ODS, None, lambda: _rows(content))


@contextmanager
def _opened(content: Content) -> Iterator[IO[bytes]]:
    try:
        with ZipFile(content.path) as archive, archive.open("content.xml") as stream:
            yield stream
    except DefusedXmlException as error:
        raise SourceUnreadable(BOMB) from error
    except _FAILURES as error:
        raise SourceUnreadable(DAMAGED) from error


def _filled(content: Content) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet that holds something, with their number."""
    with _opened(content) as stream:
        number, found = 0, False
        for event, element in iterparse(stream, events=("start", "end")):
            if event == "start":
                if element.tag == f"{TABLE}table":
                    number = 0
                continue
            if element.tag == f"{TABLE}table" and found:
                return
            if element.tag != f"{TABLE}table-row":
                continue
            cells, times = _cells(element), _repeated(element, "rows")
            element.clear()
            if any(cell not in {None, ""} for cell in cells):
                found = True
                # A row of real values is repeated a few times; blank ones, to the end of the sheet.
                for rank in range(min(times, MOST_ROWS - number)):
                    yield number + rank + 1, cells
            number += times


def _cells(row: Element) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        if cell.tag in CELLS:
            value = _value(cell)
            times = _repeated(cell, "columns")
            if value is None and len(cells) + times > MAX_COLUMNS:
                break
            cells += [value] * min(times, MAX_COLUMNS + 1)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _repeated(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def _value(cell: Element) -> Any:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return _day(cell.get(f"{OFFICE}date-value", ""))
    if kind in {"float", "currency", "percentage"}:
        number = float(cell.get(f"{OFFICE}value", ""))
        return int(number) if number.is_integer() else number
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    words = "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))[: MAX_CELL + 1]
    return words or None


def _day(text: str) -> date | str:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _rows(content: Content) -> Iterator[Line]:
    rows = _filled(content)
    first = next(rows, None)
    if first is None:
        raise SourceUnreadable("Aucune feuille de ce classeur n'a de ligne remplie. Vérifiez l'export.")
    yield from under_header(chain([first], rows))
