import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.reading.rows import Broken, Row, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.files import broken_lines, lines_of, values_of, write

HEADER = "id;nom;ville\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_in_any_usual_encoding(tmp_path, encoding):
    path = write(tmp_path / "lieux.csv", "id;nom;ville\n1;Médiathèque de l'Étang;Besançon\n", encoding)
    assert values_of(path) == [{"id": "1", "nom": "Médiathèque de l'Étang", "ville": "Besançon"}]


def test_windows_1252_keeps_its_apostrophes_and_euros(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_bytes("id;nom\n1;L’été à 5 €\n".encode("cp1252"))
    assert values_of(path)[0]["nom"] == "L’été à 5 €"


def test_a_stray_windows_byte_does_not_spoil_a_file_in_utf_8(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_bytes("id;nom\n1;Médiathèque déjà fermée\n2;".encode() + "L’Étang\n".encode("cp1252"))
    assert [row["nom"] for row in values_of(path)] == ["Médiathèque déjà fermée", "L’Étang"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    rows = [["id", "nom"], ["1", "un"], ["2", "deux"]]
    path = write(tmp_path / "x", "\n".join(separator.join(row) for row in rows))
    assert [row["nom"] for row in values_of(path)] == ["un", "deux"]


def test_commas_in_texts_do_not_hide_the_semicolon(tmp_path):
    text = "id;nom, sigle;adresse\n1;MJC, Chenôve;3, rue A, B, C\n2;CCAS;4 rue D\n"
    assert values_of(write(tmp_path / "x.csv", text))[0]["adresse"] == "3, rue A, B, C"


def test_the_line_of_excel_that_declares_the_separator_is_no_header(tmp_path):
    assert values_of(write(tmp_path / "x.csv", "sep=;\nid;nom\n1;un\n")) == [{"id": "1", "nom": "un"}]


def test_a_cell_may_hold_separators_quotes_and_ends_of_lines(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + '1;"a ""b"";\nc";Dole\n2;d;Gray\n')
    lines = lines_of(path)
    assert lines[0] == Row(2, {"id": "1", "nom": 'a "b";\nc', "ville": "Dole"})
    assert lines[1].line == 4


def test_a_quote_never_closed_costs_one_line(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + '1;"un;Dole\n2;deux;Gray\n3;"trois";Vesoul\n4;quatre;Lure\n')
    lines = lines_of(path)
    assert [type(line) for line in lines] == [Broken, Row, Row, Row]
    assert [line.line for line in lines] == [2, 3, 4, 5]
    assert lines[2].values["nom"] == "trois"


def test_quotes_inside_a_cell_are_kept(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + '1;MJC "Les Tilleuls";Dole\n2;"MJC "Les Tilleuls"";Gray\n')
    assert [row["nom"] for row in values_of(path)] == ['MJC "Les Tilleuls"', 'MJC Les Tilleuls""']


def test_a_quote_never_closed_to_the_end_of_the_file_costs_one_line(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + '1;"un;Dole\n' + "2;deux;Gray\n" * 1200)
    lines = lines_of(path)
    assert lines[0].reason == "guillemet jamais refermé"
    assert sum(isinstance(line, Row) for line in lines) == 1200


def test_ragged_lines_are_told_and_the_others_read(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + "1;un\n2;deux;Gray;;\n3;trois;Lure;x\n\n;;\n4;quatre;Dole\n")
    assert broken_lines(path) == [(2, "2 cellules au lieu de 3"), (4, "4 cellules au lieu de 3")]
    assert [line.values["id"] for line in lines_of(path) if isinstance(line, Row)] == ["2", "4"]


def test_names_of_columns_are_never_empty_nor_twice_the_same(tmp_path):
    path = write(tmp_path / "x.csv", "id;;nom;nom;\n1;a;b;c;\n")
    assert values_of(path) == [{"id": "1", "colonne 2": "a", "nom": "b", "nom (2)": "c"}]


def test_a_cell_too_long_is_refused_alone(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + f"1;{'x' * (1024**2 + 1)};Dole\n2;deux;Gray\n3;{'y' * 200_000};Lure\n")
    assert broken_lines(path) == [(2, "cellule de plus de 1 Mio")]
    assert len(lines_of(path)) == 3


def test_a_line_without_end_is_skipped_without_being_held(tmp_path):
    path = write(tmp_path / "x.csv", HEADER + f"1;{'x' * (20 * 1024**2)};Dole\n2;deux;Gray\n")
    assert broken_lines(path) == [(2, "cellule de plus de 1 Mio")]
    assert lines_of(path)[1].values["id"] == "2"


def test_a_header_of_too_many_columns_is_refused(tmp_path):
    with pytest.raises(SourceUnreadable, match="1200 colonnes"):
        open_source(str(write(tmp_path / "x.csv", ";".join(map(str, range(1200))) + "\n")))


def test_reading_twice_gives_the_same(tmp_path):
    with open_source(str(write(tmp_path / "x.csv", HEADER + "1;un;Dole\n2;deux;Gray\n"))) as rows:
        assert list(rows) == list(rows)
        assert rows.count == 2


@given(text=st.text(alphabet='ab;"\n\r,é ', max_size=200))
def test_no_text_stops_the_reading_and_lines_only_go_down(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("csv") / "x.csv", HEADER + text)
    numbers = [line.line for line in lines_of(path)]
    assert numbers == sorted(set(numbers))
