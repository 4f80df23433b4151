"""What reading a file gives: its rows, the lines that are none, and why it cannot be read at all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, Final

MAX_BYTES: Final = 2 * 1024**3
MAX_COLUMNS: Final = 1000
MAX_TITLES: Final = 10
MAX_CELL: Final = 1024**2  # characters
MAX_ROW: Final = 8 * MAX_CELL

TOO_WIDE: Final = "plus de 1 000 colonnes"
TOO_LONG: Final = "cellule de plus de 1 Mio"
SPLIT_ADVICE: Final = "Vérifier les séparateurs et les guillemets de cette ligne."
SHORTEN_ADVICE: Final = "Raccourcir cette cellule, ou vérifier qu'un guillemet ne manque pas."


class SourceUnreadable(Exception):  # noqa: N818  the source's state, not our defect
    """A file that cannot be read, or not further; the message says in French what to do."""


class Format(StrEnum):
    """The formats that are read."""

    CSV = "CSV"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    GEOJSON = "GeoJSON"
    XLSX = "XLSX"
    PARQUET = "Parquet"
    ODS = "ODS"


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``line`` is where a person finds it: line of the text, row of the sheet, rank of the record."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is not a row, why, and what its producer can do."""

    line: int
    reason: str
    suggestion: str


Line = Row | Broken


@dataclass(frozen=True)
class Reader:
    """A file as one format reads it; ``read`` begins anew each time, ``count`` is ``None`` when only reading tells."""

    format: Format
    count: int | None
    read: Callable[[], Iterator[Line]]


def checked(line: int, values: dict[str, Any]) -> Line:
    """The row, unless it is larger than any real one."""
    if len(values) > MAX_COLUMNS:
        return Broken(line, TOO_WIDE, SPLIT_ADVICE)
    if any(isinstance(value, str) and len(value) > MAX_CELL for value in values.values()):
        return Broken(line, TOO_LONG, SHORTEN_ADVICE)
    return Row(line, values)


def under_header(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[Line]:
    """The rows of a sheet by the names of its columns; what no name is above has one of its own."""
    rows = _without_title(rows)
    _, first = next(rows, (0, []))
    while first and not _is_filled(first[-1]):
        first.pop()
    header = named(["" if cell is None else str(cell) for cell in first])
    for number, cells in rows:
        width = max(len(header), max((rank for rank, cell in enumerate(cells, 1) if cell is not None), default=0))
        names = header + [f"colonne {rank}" for rank in range(len(header) + 1, width + 1)]
        padded = [*cells, *[None] * (width - len(cells))]
        yield checked(number, dict(zip(names, padded[:width], strict=True)))


def _without_title(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows from the header on: a sentence alone, often over merged cells, above several names is a title."""
    first = list(islice(rows, MAX_TITLES))
    header = next((rank for rank, (_, cells) in enumerate(first) if sum(map(_is_filled, cells)) > 1), 0)
    if not all(isinstance(cell, str) for cell in filter(_is_filled, first[header][1] if first else [])):
        header = 0
    yield from first[header:]
    yield from rows


def _is_filled(cell: Any) -> bool:
    return cell not in (None, "")


def named(header: list[str]) -> list[str]:
    """The names of columns: none empty, none twice."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for rank, given in enumerate(header, start=1):
        name = given.strip() or f"colonne {rank}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    if len(names) > MAX_COLUMNS:
        raise SourceUnreadable(
            f"La première ligne a {len(names)} colonnes, {MAX_COLUMNS} au plus sont lues. {SPLIT_ADVICE}"
        )
    return names


def without_key(key: str, location_kind: Format) -> None:
    """Refuse ``path@key`` where the format has no keys."""
    if key:
        raise SourceUnreadable(f"« @{key} » n'a pas de sens pour un fichier {location_kind}. Retirez-le.")


Values = Mapping[str, Any]
