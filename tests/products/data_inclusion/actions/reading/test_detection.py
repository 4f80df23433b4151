"""What a file is, by its content first."""

import pytest

from parvis.kernel.reading.content import measure
from parvis.kernel.reading.rows import Format, SourceUnreadable
from parvis.products.data_inclusion.actions.reading.detection import binary_format, text_format


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.csv", "id;nom\n1;é\n", Format.CSV),
        ("sans-nom", "id,nom\n1,b\n", Format.CSV),
        ("a.json", '[{"id": 1}]', Format.JSON),
        ("a.txt", '{"id": 1}\n{"id": 2}\n', Format.JSON_LINES),
        ("a.json", '{"a": {"id": 1}}', Format.JSON),
    ],
)
def test_a_text_is_known_by_its_content(tmp_path, name, text, found):
    path = tmp_path / "x"
    path.write_text(text)
    assert binary_format(path) is None
    assert text_format(measure(path, name)) == found


def test_parquet_is_known_by_its_first_bytes(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"PAR1rest")
    assert binary_format(path) == Format.PARQUET


def test_what_is_compressed_says_what_to_do(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"\x1f\x8brest")
    with pytest.raises(SourceUnreadable, match="Décompressez"):
        binary_format(path)
