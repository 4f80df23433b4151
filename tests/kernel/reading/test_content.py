"""The encoding of a text, told from its bytes."""

import pytest

from parvis.kernel.reading.content import measure
from parvis.kernel.reading.rows import SourceUnreadable

TEXT = "id;nom\n1;Médiathèque d'Été\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_text_is_read_as_it_was_written(tmp_path, encoding):
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode(encoding))
    content = measure(path, path.name)
    with content.text() as stream:
        assert stream.read().removeprefix("\ufeff") == TEXT
    assert content.size == len(TEXT.encode(encoding))


def test_the_fingerprint_changes_with_one_byte(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a")
    before = measure(path, "x").sha256
    path.write_text("b")
    assert measure(path, "x").sha256 != before


def test_an_empty_file_says_so(tmp_path):
    path = tmp_path / "x.csv"
    path.touch()
    with pytest.raises(SourceUnreadable, match="vide"):
        measure(path, "x.csv")
