"""A table that somebody deposits, CSV, XLSX or ODS, told by its content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from parvis.kernel.reading.content import Content, head_of, measure
from parvis.kernel.reading.csv_rows import read_csv
from parvis.kernel.reading.rows import Format, Line, Reader, SourceUnreadable

READ: Final = "Déposez un tableau au format ODS, XLSX ou CSV."
ZIP: Final = b"PK\x03\x04"
OTHERS: Final = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"PAR1", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Table:
    """A table: its format, and its rows, as often as wanted."""

    format: Format
    reader: Reader

    def read(self) -> Iterator[Line]:
        """The rows, each with its number; one that is broken is told, and the next one follows."""
        return self.reader.read()


def open_table(path: str, name: str) -> Table:
    """The table in a file; SourceUnreadable, in French, when there is none."""
    place = Path(path)
    content = measure(place, name)
    head = head_of(place)
    if head.startswith(OTHERS):
        raise SourceUnreadable(f"Ce fichier n'est pas un tableau qui se lit. {READ}")
    reader = _workbook(place)(content) if head.startswith(ZIP) else read_csv(content, "")
    return Table(reader.format, reader)


def _workbook(place: Path) -> Callable[[Content], Reader]:
    try:
        with ZipFile(place) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise SourceUnreadable(
            "Le classeur est abîmé. Ouvrez-le dans un tableur et enregistrez-le à nouveau."
        ) from error
    # The libraries of workbooks are loaded by who reads one only.
    if "xl/workbook.xml" in names:
        from parvis.kernel.reading.xlsx_rows import read_xlsx

        return lambda content: read_xlsx(content, "")
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        from parvis.kernel.reading.ods_rows import read_ods

        return read_ods
    raise SourceUnreadable(f"Ce fichier n'est pas un tableau. {READ}")
