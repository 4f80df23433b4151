"""Sheets keep the types of what they hold, in each format, and run nothing."""

import csv
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from odf.opendocument import load as load_ods
from odf.table import Table, TableCell, TableRow
from openpyxl import load_workbook

from parvis.kernel.sheets import Sheet, written

ROWS = [("01000", 12, 1.5, date(2026, 3, 1), True, None), ("=2+3", 0, 0.0, None, False, "é & <b>\x00\nsuite")]
SHEETS = [
    Sheet("Un/e: feuille", ("Code", "Nombre", "Part", "Jour", "Oui", "Mots"), ROWS),
    Sheet("Un/e: feuille", ("Seul",), []),
]


def test_csv():
    content, media_type = written(SHEETS, "csv")
    assert media_type.startswith("text/csv")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["01000", "12", "1,5", "2026-03-01", "oui", ""]
    assert rows[2][0] == "'=2+3"
    assert rows[-1] == ["Seul"]


def test_xlsx():
    book = load_workbook(BytesIO(written(SHEETS, "xlsx")[0]))
    first, second = book.worksheets
    assert first.title != second.title
    cells = list(first.iter_rows(min_row=2))
    assert [cell.value for cell in cells[0][:3]] == ["01000", 12, 1.5]
    assert cells[0][3].is_date
    assert cells[0][3].value.date() == date(2026, 3, 1)
    assert (cells[1][0].value, cells[1][0].data_type) == ("=2+3", "s")
    assert cells[1][5].value == "é & <b>\nsuite"


def test_ods():
    content = written(SHEETS, "ods")[0]
    assert zipfile.ZipFile(BytesIO(content)).infolist()[0].filename == "mimetype"
    tables = load_ods(BytesIO(content)).getElementsByType(Table)
    assert len({table.getAttribute("name") for table in tables}) == 2
    cells = tables[0].getElementsByType(TableRow)[1].getElementsByType(TableCell)
    assert [cell.getAttribute("valuetype") for cell in cells[:4]] == ["string", "float", "float", "date"]
    assert (str(cells[0]), cells[3].getAttribute("datevalue")) == ("01000", "2026-03-01")
    assert str(tables[0].getElementsByType(TableRow)[2].getElementsByType(TableCell)[0]) == "=2+3"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_nothing_to_write_is_a_file_too(kind):
    assert written([Sheet("Vide", ("Un",), [])], kind)[0]
