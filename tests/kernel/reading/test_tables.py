"""Tables that somebody deposits, whatever their format; what is none is refused with what to do."""

from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from parvis.kernel.reading.rows import Broken, Format, Row, SourceUnreadable
from parvis.kernel.reading.tables import open_table
from parvis.kernel.sheets import Sheet, written

SHEET = Sheet("Cas", ("Date", "CP", "Nombre", "Voie"), [(date(2024, 3, 1), "01000", 12, "Mail"), (None, "", 1.5, None)])


def make(path, content):
    path.write_bytes(content)
    return str(path)


def rows(path, name="x"):
    return [line.values for line in open_table(path, name).read() if isinstance(line, Row)]


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_workbook_keeps_its_types(tmp_path, kind):
    path = make(tmp_path / f"cas.{kind}", written([Sheet("Vide", (), []), SHEET], kind)[0])
    first, second = rows(path)
    assert str(first["Date"])[:10] == "2024-03-01"
    assert (first["CP"], first["Nombre"], first["Voie"]) == ("01000", 12, "Mail")
    assert second["Nombre"] == 1.5
    assert open_table(path, "x").format == Format(kind.upper())


def test_a_csv_as_a_spreadsheet_writes_it(tmp_path):
    path = make(tmp_path / "cas.csv", "Date;Ville\n01/03/2024;Orléans\n".encode("cp1252"))
    assert rows(path) == [{"Date": "01/03/2024", "Ville": "Orléans"}]


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_title_above_the_header_is_no_header(tmp_path, kind):
    sheet = Sheet("Cas", ("Saisines de 2024",), [("Date", "Ville"), ("2024-03-01", "Dijon", "x")])
    path = make(tmp_path / f"cas.{kind}", written([sheet], kind)[0])
    assert rows(path) == [{"Date": "2024-03-01", "Ville": "Dijon", "colonne 3": "x"}]


def test_lines_are_named_by_their_row_in_the_sheet(tmp_path):
    sheet = Sheet("Cas", ("A", "B"), [("1", "2"), (None, None), ("3", "4")])
    path = make(tmp_path / "cas.ods", written([sheet], "ods")[0])
    assert [line.line for line in open_table(path, "x").read()] == [2, 4]


def ods(tmp_path, rows):
    content = written([Sheet("Cas", ("A", "B"), [])], "ods")[0]
    path = make(tmp_path / "cas.ods", content)
    with ZipFile(path) as archive:
        xml = archive.read("content.xml").decode().replace("</table:table>", f"{rows}</table:table>")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
    return path


def test_cells_and_rows_that_are_repeated(tmp_path):
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-cell></table:table-row>'
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    path = ods(tmp_path, row + blank + row)
    found = list(open_table(path, "x").read())
    assert [line.values for line in found[:2]] == [{"A": "x", "B": "x"}] * 2
    assert found[2].line == 1_048_004


def test_a_row_of_too_many_cells_is_broken_and_the_next_one_follows(tmp_path):
    wide = '<table:table-cell office:value-type="string" table:number-columns-repeated="9999"><text:p>x</text:p>'
    row = "<table:table-row>{}</table:table-cell></table:table-row>"
    good = row.format('<table:table-cell office:value-type="float" office:value="3">')
    found = list(open_table(ods(tmp_path, row.format(wide) + good), "x").read())
    assert isinstance(found[0], Broken)
    assert found[1].values["A"] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4", "pas un tableau"),
        (b"PK\x03\x04abcdef", "abîmé"),
        (b"", "vide"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, words):
    with pytest.raises(SourceUnreadable, match=words):
        open_table(make(tmp_path / "x", content), "x")


def test_an_entity_and_a_document_that_is_no_sheet_are_refused(tmp_path):
    path = tmp_path / "x.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(SourceUnreadable, match="pas un tableau"):
        open_table(str(path), "x")
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(SourceUnreadable, match="n'est pas ouvert"):
        rows(str(path))
