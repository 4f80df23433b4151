"""Rows have real names of columns and a real size."""

import pytest

from parvis.kernel.reading.rows import (
    MAX_CELL,
    MAX_COLUMNS,
    Broken,
    Format,
    Row,
    SourceUnreadable,
    checked,
    named,
    without_key,
)


def test_columns_have_a_name_and_only_one():
    assert named(["id", " ", "nom", "id"]) == ["id", "colonne 2", "nom", "id (2)"]


def test_a_header_wider_than_any_real_one_stops_the_reading():
    with pytest.raises(SourceUnreadable, match="1000 au plus"):
        named(["x"] * (MAX_COLUMNS + 1))


def test_a_row_too_wide_or_too_long_is_no_row():
    assert isinstance(checked(1, {"a": "b"}), Row)
    assert isinstance(checked(2, {str(n): n for n in range(MAX_COLUMNS + 1)}), Broken)
    assert isinstance(checked(3, {"a": "x" * (MAX_CELL + 1)}), Broken)


def test_a_key_where_there_is_none_says_so():
    with pytest.raises(SourceUnreadable, match="@lieux"):
        without_key("lieux", Format.CSV)
