"""The report of an import, on a terminal or as a file that its producer opens in a spreadsheet."""

import csv
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from parvis.products.data_inclusion.models import ImportRun
from parvis.products.data_inclusion.queries.import_report import EXAMPLES, each_remark, summary

HEADER: Final = ("ligne", "identifiant", "verdict", "remarque", "que faire")
# What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def print_report(run: ImportRun, remarks: tuple[str, ...], console: Console) -> None:
    """What became of the lines, then what was said of them: once for all the lines of which it is true."""
    console.print(
        f"{run.accepted} acceptées, {run.corrected} corrigées, {run.refused} refusées, "
        f"{run.unchanged} inchangées, {run.removed} retirées."
    )
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
    for number, *said in each_remark(run):
        table.add_row(str(number), *said)
    console.print(table, markup=False)


def write_lines(run: ImportRun, path: Path) -> None:
    """The same as a CSV file, as French spreadsheets open it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for number, *said in each_remark(run):
            writer.writerow([number, *(f"'{text}" if text.startswith(_FORMULA) else text for text in said)])
