"""The register as an OpenDocument spreadsheet: one sheet a role, one line a processing."""

from collections.abc import Iterable
from io import BytesIO

from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableHeaderRows, TableRow
from odf.text import P

from parvis.core.privacy.queries.accountability.article30 import CONTROLLER, PROCESSOR, ProcessingSheet

NAMES = {CONTROLLER: "Responsable (30-1)", PROCESSOR: "Sous-traitant (30-2)"}
FIRST = ("Traitement", "Service", "Clé")


def spreadsheet(sheets: Iterable[ProcessingSheet], edition: str) -> bytes:
    """The file; ``edition`` is said in its first sheet."""
    document, sheets = OpenDocumentSpreadsheet(), list(sheets)
    bold = Style(name="bold", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    about = Table(name="Édition")
    about.addElement(_row(["Registre des activités de traitement"], bold))
    about.addElement(_row([edition], None))
    document.spreadsheet.addElement(about)
    for role, name in NAMES.items():
        document.spreadsheet.addElement(_table(name, [each for each in sheets if each.role == role], bold))
    written = BytesIO()
    document.write(written)
    return written.getvalue()


def _table(name: str, sheets: list[ProcessingSheet], bold: Element) -> Element:
    table = Table(name=name)
    headings = [heading for heading, _ in sheets[0].rows] if sheets else []
    top = TableHeaderRows()
    top.addElement(_row([*FIRST, *headings], bold))
    table.addElement(top)
    for sheet in sheets:
        table.addElement(
            _row([sheet.title, sheet.service, sheet.key, *("\n".join(lines) for _, lines in sheet.rows)], None)
        )
    return table


def _row(cells: Iterable[str], style: Element | None) -> Element:
    row = TableRow()
    for words in cells:
        cell = TableCell(valuetype="string", stylename=style) if style else TableCell(valuetype="string")
        for line in words.split("\n"):
            cell.addElement(P(text=line))
        row.addElement(cell)
    return row
