import pytest

from parvis.kernel.reading.rows import Format, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.opening import is_location, open_source
from tests.factories.files import lines_of, write


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "XLSX"),
        (b"\x1f\x8b\x08rest", "Décompressez"),
        (b"PK\x03\x04rest", "abîmé"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html><html>", "page web"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "ni un texte"),
        (b"\n\n\n", "aucune ligne"),
    ],
)
def test_what_is_not_data_says_what_to_do(tmp_path, content, said):
    path = tmp_path / "lieux"
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=said):
        lines_of(path)


def test_a_missing_file_a_folder_and_another_protocol_are_said(tmp_path):
    for location, said in [(tmp_path / "rien.csv", "Aucun fichier"), (tmp_path, "dossier"), ("ftp://a.fr/x", "http")]:
        with pytest.raises(SourceUnreadable, match=said):
            open_source(str(location))


def test_a_file_of_more_than_two_gibibytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3 + 1)
    with pytest.raises(SourceUnreadable, match="2 Gio"):
        open_source(str(path))


def test_the_version_follows_the_content_not_the_name(tmp_path):
    versions = [
        open_source(str(write(tmp_path / f"{n}.csv", text))).version for n, text in enumerate(["a\n1", "a\n1", "a\n2"])
    ]
    assert versions[0] == versions[1] != versions[2]
    assert len(versions[0]) == 64


def test_an_at_sign_may_be_part_of_a_name(tmp_path):
    assert len(lines_of(write(tmp_path / "a@b.csv", "id;nom\n1;2\n"))) == 1


def test_a_format_without_keys_refuses_one(tmp_path):
    with pytest.raises(SourceUnreadable, match="@cle"):
        open_source(f"{write(tmp_path / 'a.csv', 'id;nom')}@cle")


def test_content_wins_over_the_name(tmp_path):
    with open_source(str(write(tmp_path / "x.csv", '[{"id": 1}]'))) as rows:
        assert rows.format == Format.JSON
    with open_source(str(write(tmp_path / "x.csv", "[id];nom\n1;2\n"))) as rows:
        assert rows.format == Format.CSV


def test_a_location_is_told_from_the_slug_of_a_source(tmp_path):
    assert [is_location(text) for text in ("mairies", "https://a.fr/x", "./x.csv", "x.csv")] == [
        False,
        True,
        True,
        True,
    ]
