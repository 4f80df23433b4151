"""XLSX: the first sheet that is not empty, or the one named after ``@``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import (
    MAX_BYTES,
    Format,
    Line,
    Reader,
    SourceUnreadable,
    under_header,
)

SHEETS: Final = "xl/worksheets/"
MAX_PART: Final = 256 * 1024**2  # shared texts and styles, that are held in memory
MAX_RATIO: Final = 300
SMALL: Final = 16 * 1024**2  # below, a high ratio is a sheet of blank cells
MAX_PARTS: Final = 5000
LAST_ROW: Final = 1_048_576
BOMB: Final = (
    "Le classeur se déploie en bien plus que ce qu'un vrai classeur contient : il n'est pas ouvert. "
    "Enregistrez la feuille utile seule, ou en CSV."
)
DAMAGED: Final = "Le classeur XLSX est abîmé. Ouvrez-le dans un tableur et enregistrez-le à nouveau."
_FAILURES: Final = (
    InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, ParseError, OSError, EOFError, IndexError,
    AttributeError, NotImplementedError, RuntimeError,
)  # fmt: skip


def read_xlsx(content: Content, key: str) -> Reader:
    """A workbook, once its directory has proved that it is no bomb."""
    check_parts(content, (SHEETS,))
    with _opened(content) as workbook:
        name = _sheet(workbook, key)
        last = workbook[name].max_row
    return Reader(Format.XLSX, last - 1 if last and last <= LAST_ROW else None, lambda: _rows(content, name))


def check_parts(content: Content, sheets: tuple[str, ...]) -> None:
    """Refuse what unfolds beyond reason; nothing is read of a part beyond what the directory declares."""
    try:
        with ZipFile(content.path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceUnreadable(DAMAGED) from error
    if any(part.flag_bits & 1 for part in parts):
        raise SourceUnreadable("Le classeur est protégé par un mot de passe. Enregistrez-le sans.")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES:
        raise SourceUnreadable(BOMB)
    for part in parts:
        inflated = part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if inflated or (part.file_size > MAX_PART and not part.filename.startswith(sheets)):
            raise SourceUnreadable(BOMB)


@contextmanager
def _opened(content: Content) -> Iterator[Workbook]:
    with content.path.open("rb") as stream:
        try:
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except DefusedXmlException as error:
            raise SourceUnreadable(BOMB) from error
        except _FAILURES as error:
            raise SourceUnreadable(DAMAGED) from error
        try:
            yield workbook
        finally:
            workbook.close()


def _sheet(workbook: Workbook, key: str) -> str:
    names = [sheet.title for sheet in workbook.worksheets]
    if key:
        if key not in names:
            raise SourceUnreadable(f"Aucune feuille « {key} ». Feuilles de ce classeur : {', '.join(names)}.")
        return key
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible" and any(True for _ in _filled(sheet)):
            return str(sheet.title)
    raise SourceUnreadable("Aucune feuille visible de ce classeur n'a de ligne remplie. Vérifiez l'export.")


def _filled(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold something, with their number."""
    # The declared dimensions of a sheet are often wrong: rows are as long as their cells say.
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > LAST_ROW:
                raise SourceUnreadable(DAMAGED)
            values = list(cells)
            if any(value not in (None, "") for value in values):
                yield number, values
    except DefusedXmlException as error:
        raise SourceUnreadable(BOMB) from error
    except _FAILURES as error:
        raise SourceUnreadable(DAMAGED) from error


def _rows(content: Content, name: str) -> Iterator[Line]:
    with _opened(content) as workbook:
        yield from under_header(_filled(workbook[name]))
