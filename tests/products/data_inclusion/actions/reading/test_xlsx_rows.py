from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from parvis.kernel.reading.rows import Format, Row, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.files import lines_of, make_workbook, replace_part, values_of

DAY = datetime(2026, 1, 2, tzinfo=UTC).replace(tzinfo=None)  # a workbook knows no zone
ROWS = [["id", "nom", "maj"], [1, "Médiathèque", DAY], [None, None, None], [2, None, "2026"]]
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
SHARED_TYPE = f'<Override PartName="/{SHARED}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + HEAD
    + '<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
READS_A_FILE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')


def test_the_first_filled_sheet_is_read_with_its_types(tmp_path):
    path = make_workbook(tmp_path / "x.xlsx", Vide=[], Lieux=ROWS)
    with open_source(str(path)) as rows:
        assert rows.format == Format.XLSX
        assert list(rows) == [
            Row(2, {"id": 1, "nom": "Médiathèque", "maj": DAY}),
            Row(4, {"id": 2, "nom": None, "maj": "2026"}),
        ]


def test_a_title_above_the_header_is_none(tmp_path):
    titled = make_workbook(tmp_path / "x.xlsx", Lieux=[["Les lieux de 2026"], ["au 2 mars", None], *ROWS[:2]])
    with open_source(str(titled)) as rows:
        assert list(rows) == [Row(4, {"id": 1, "nom": "Médiathèque", "maj": DAY})]
    alone = make_workbook(tmp_path / "y.xlsx", Lieux=[["id"], [1], [2]])
    assert values_of(str(alone)) == [{"id": 1}, {"id": 2}]


def test_a_sheet_is_chosen_by_its_name(tmp_path):
    path = make_workbook(tmp_path / "x.xlsx", Lieux=ROWS, Services=[["id"], [3]])
    assert values_of(f"{path}@Services") == [{"id": 3}]
    with pytest.raises(SourceUnreadable, match="Lieux, Services"):
        open_source(f"{path}@Autre")


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path):
    assert len(values_of(make_workbook(tmp_path / "x.xlsx", Lieux=ROWS).rename(tmp_path / "x.csv"))) == 2


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    path = make_workbook(tmp_path / "x.xlsx", Lieux=ROWS)
    replace_part(path, SHEET, (HEAD + "<row/>" * 6_000_000).encode())
    with pytest.raises(SourceUnreadable, match="se déploie"):
        open_source(str(path))
    assert path.stat().st_size < 1_000_000


def test_shared_texts_that_would_fill_the_memory_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("parvis.kernel.reading.xlsx_rows.MAX_PART", 100)
    with pytest.raises(SourceUnreadable, match="se déploie"):
        open_source(str(make_workbook(tmp_path / "x.xlsx", Lieux=ROWS)))


@pytest.mark.parametrize("part", [SHEET, SHARED, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("attack", [LAUGHS, READS_A_FILE])
def test_entities_are_refused_wherever_they_are(tmp_path, part, attack):
    path = make_workbook(tmp_path / "x.xlsx", Lieux=ROWS)
    with ZipFile(path) as archive:
        types = archive.read(TYPES).decode()
    replace_part(path, TYPES, types.replace("</Types>", f"{SHARED_TYPE}</Types>").encode())
    replace_part(path, part, attack.encode())
    with pytest.raises(SourceUnreadable, match=r"se déploie|abîmé"):
        lines_of(path)


@pytest.mark.parametrize("content", [b"", b"<worksheet><sheetData><row", b"\x00\x01"])
def test_a_damaged_sheet_says_what_to_do(tmp_path, content):
    path = replace_part(make_workbook(tmp_path / "x.xlsx", Lieux=ROWS), SHEET, content)
    with pytest.raises(SourceUnreadable, match=r"abîmé|Aucune feuille"):
        lines_of(path)


def test_a_row_at_the_end_of_the_world_does_not_make_a_billion_rows(tmp_path):
    path = make_workbook(tmp_path / "x.xlsx", Lieux=ROWS)
    cell = '<c t="inlineStr"><is><t>a</t></is></c>'
    replace_part(
        path, SHEET, f'{HEAD}<row r="1">{cell}</row><row r="999999999">{cell}</row></sheetData></worksheet>'.encode()
    )
    with pytest.raises(SourceUnreadable, match="abîmé"):
        lines_of(path)


def test_a_row_of_too_many_cells_is_refused_alone(tmp_path):
    path = make_workbook(tmp_path / "x.xlsx", Lieux=[["id"], list(range(1001)), [2]])
    assert [type(line).__name__ for line in lines_of(path)] == ["Broken", "Row"]
