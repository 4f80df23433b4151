"""The report of an import, on a terminal or as a file: for a spreadsheet or, in JSON, for a program."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.queries.import_report import (
    EXAMPLES,
    Line,
    Said,
    counts_in_words,
    each_line,
    each_told,
    summary,
)

HEADER: Final = ("ligne", "identifiant", "nom", "verdict", "remarque", "avant", "après", "que faire")
JSON: Final = ".json"
# What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_EMPTY: Final = "(vide)"


def print_report(run: ImportRun, remarks: tuple[str, ...], console: Console) -> None:
    """What became of the lines, then what was said of them: once for all the lines of which it is true."""
    console.print(f"{counts_in_words(run)}.")
    if run.accepted == run.corrected == run.removed == 0:
        console.print("Aucun changement : le référentiel est à jour.")
    for remark in remarks:
        console.print(f"Source : {remark}", markup=False)
    said = summary(run)
    if not said:
        return
    table = Table("lignes", "verdict", "remarque", "que faire", "exemples")
    for line in said:
        examples = ", ".join(map(str, line.examples)) + ("…" if line.count > EXAMPLES else "")
        table.add_row(str(line.count), line.verdict.label, line.what, line.suggestion, examples)
    console.print(table, markup=False)


def print_lines(run: ImportRun, console: Console) -> None:
    """All that was said, line by line."""
    table = Table(*HEADER)
    for line in each_told(current_actor(), run):
        for row in _rows(line):
            table.add_row(*row)
    console.print(table, markup=False)


def write_report(run: ImportRun, path: Path) -> None:
    """Every line, those accepted too: JSON when the name of the file says so, else CSV as spreadsheets open it."""
    if path.suffix.lower() == JSON:
        with path.open("w", encoding="utf-8") as file:
            write_json(run, file.write)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for line in each_line(current_actor(), run):
            for row in _rows(line):
                writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in row])


def write_json(run: ImportRun, write: Callable[[str], object]) -> None:
    """The counts and every line, one a line of the file, so that hundreds of thousands do not wait in memory."""
    counts = {name: getattr(run, name) for name in ("accepted", "corrected", "refused", "unchanged", "removed")}
    about = {"source": run.source_id, "edition": run.version, "state": run.state, **counts}
    write(f'{json.dumps(about, ensure_ascii=False)[:-1]}, "lines": [')
    separator = "\n"
    for line in each_line(current_actor(), run):
        write(f"{separator}{json.dumps(_as_json(line), ensure_ascii=False)}")
        separator = ",\n"
    write("\n]}\n")


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "line": line.number,
        "id": line.record,
        "kind": line.kind,
        "name": line.name,
        "verdict": "unchanged" if line.unchanged else line.verdict.value,
        "said": [_said_as_json(each) for each in line.said],
    }


def _said_as_json(said: Said) -> dict[str, str]:
    told = {"what": said.what}
    if said.shown:
        told |= {"before": said.before, "after": said.after}
    return told | ({"suggestion": said.suggestion} if said.suggestion else {})


def _rows(line: Line) -> Iterator[tuple[str, ...]]:
    number = "" if line.number is None else str(line.number)
    verdict = "inchangée" if line.unchanged else line.verdict.label
    for said in line.said or (Said(""),):
        values = (said.before or _EMPTY, said.after or _EMPTY) if said.shown else ("", "")
        yield number, line.record, line.name, verdict, said.what, *values, said.suggestion
