"""CSV: separator and header detected; a faulty line is told apart without losing those that follow.

A record is parsed by the standard library from physical lines that can be put back: when a quote is
never closed, only the line where it was opened is refused and reading resumes at the next one.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TextIO

from parvis.kernel.reading.content import Content
from parvis.kernel.reading.rows import (
    MAX_CELL,
    MAX_ROW,
    SHORTEN_ADVICE,
    TOO_LONG,
    Broken,
    Format,
    Line,
    Reader,
    SourceUnreadable,
    checked,
    named,
    without_key,
)

SEPARATORS: Final = ",;\t|"
NAMES: Final = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre"}
SAMPLE: Final = 64 * 1024
SAMPLED_RECORDS: Final = 50
MAX_LINES: Final = 500  # a cell of more lines is a quote that was never closed
DECLARED: Final = "sep="

# The library's own limit is a process-wide 128 KiB; ours are looked at when the row is whole.
csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW + MAX_CELL))


@dataclass(frozen=True)
class _Physical:
    """A line of the text; ``cut`` when it was too long to be kept whole."""

    number: int
    text: str
    cut: bool = False


@dataclass
class _Lines:
    """The lines of a text, that can be put back."""

    stream: TextIO
    number: int = 0
    pending: deque[_Physical] = field(default_factory=deque)

    def take(self) -> _Physical | None:
        if self.pending:
            return self.pending.popleft()
        text = self.stream.readline(MAX_ROW)
        if not text:
            return None
        self.number += 1
        cut = False
        while len(text) >= MAX_ROW and not text.endswith(("\n", "\r")):
            cut, text = True, self.stream.readline(MAX_ROW)
        return _Physical(self.number, "" if cut else text, cut)

    def put_back(self, lines: list[_Physical]) -> None:
        self.pending.extendleft(reversed(lines))


@dataclass
class _Record:
    """Physical lines and the cells they hold; ``unclosed`` when a quote is still open at the end of them."""

    lines: list[_Physical] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    unclosed: bool = False
    error: str = ""

    @property
    def line(self) -> int:
        return self.lines[0].number

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def read_csv(content: Content, key: str) -> Reader:
    """A CSV; ``count`` is an upper bound, cells may hold ends of lines."""
    without_key(key, Format.CSV)
    separator = _separator(content)
    with content.text() as stream:
        header = _header(_Lines(stream), separator)
    return Reader(Format.CSV, max(content.lines - 1, 0), lambda: _rows(content, separator, header))


def _separator(content: Content) -> str:
    """The separator that cuts most lines into as many cells as the header."""
    with content.text() as stream:
        sample = stream.read(SAMPLE)
    if sample[:4].lower() == DECLARED and sample[4:5]:
        return sample[4]
    lines = sample.splitlines(keepends=True)
    whole = lines[:-1] if len(sample) == SAMPLE and len(lines) > 1 else lines
    return max(SEPARATORS, key=lambda separator: _fits(whole, separator))


def _fits(lines: list[str], separator: str) -> int:
    widths: list[int] = []
    try:
        for cells in csv.reader(lines, delimiter=separator):
            if cells:
                widths.append(len(cells))
            if len(widths) > SAMPLED_RECORDS:
                break
    except csv.Error:
        return 0
    return (widths[0] - 1) * widths.count(widths[0]) if widths else 0


def _header(lines: _Lines, separator: str) -> list[str]:
    while record := _record(lines, separator):
        if record.lines[0].cut:
            raise SourceUnreadable("La première ligne est démesurée. Vérifiez que le fichier est bien un CSV.")
        declared = record.line == 1 and record.lines[0].text[:4].lower() == DECLARED
        if not declared and not record.blank:
            cells = record.cells
            while not cells[-1].strip():
                cells.pop()
            return named(cells)
    raise SourceUnreadable("Le fichier n'a aucune ligne. Vérifiez l'export.")


def _record(lines: _Lines, separator: str) -> _Record | None:
    record = _Record()

    def physical() -> Iterator[str]:
        size = 0
        while len(record.lines) < MAX_LINES and size < MAX_ROW:
            line = lines.take()
            if line is None:
                break
            record.lines.append(line)
            size += len(line.text)
            yield line.text
        record.unclosed = True

    try:
        record.cells = next(csv.reader(physical(), delimiter=separator, strict=True), [])
    except csv.Error as error:
        # A quote inside a cell is forgiven where it cannot have swallowed other lines.
        if len(record.lines) == 1 and not record.unclosed:
            record.cells = next(csv.reader([record.lines[0].text], delimiter=separator))
        else:
            record.error = str(error)
    return record if record.lines else None


def _rows(content: Content, separator: str, header: list[str]) -> Iterator[Line]:
    with content.text() as stream:
        lines = _Lines(stream)
        _header(lines, separator)
        while record := _record(lines, separator):
            line = _line(record, separator, header)
            if isinstance(line, Broken):
                lines.put_back(record.lines[1:])
            if line:
                yield line


def _line(record: _Record, separator: str, header: list[str]) -> Line | None:
    if record.lines[0].cut:
        return Broken(record.line, TOO_LONG, SHORTEN_ADVICE)
    if record.error or record.unclosed:
        return Broken(record.line, "guillemet jamais refermé", "Fermer le guillemet, ou doubler ceux du texte.")
    if record.blank:
        return None
    while len(record.cells) > len(header) and not record.cells[-1].strip():
        record.cells.pop()
    if len(record.cells) != len(header):
        counts = f"{len(record.cells)} cellule{'s' * (len(record.cells) > 1)} au lieu de {len(header)}"
        advice = f"Mettre entre guillemets les textes qui contiennent une {NAMES.get(separator, 'séparation')}"
        return Broken(record.line, counts, f"{advice} ou un retour à la ligne.".replace("une point", "un point"))
    return checked(record.line, dict(zip(header, record.cells, strict=True)))
