"""Rows as flat cells of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.products.data_inclusion.actions.mapping.cells import (
    cell,
    columns_of,
    flat,
    is_nothing,
    names_a_position,
    squeezed,
    text_of,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.0, "1"),
        (1.5, "1.5"),
        (["a", 2, None], "a,2,"),
        ({}, ""),
        ("NaN", "NaN"),
        ("a\x00b", "ab"),
    ],
)
def test_a_cell_is_written_as_the_language_expects(value, text):
    assert text_of(value) == text


def test_nested_keys_are_joined_and_lists_kept_whole():
    row = {"lieu": {"nom": "A", "tel": None}, "codes": ["x", {"y": 1}]}
    assert flat(row, lists=False) == {"lieu.nom": "A", "lieu.tel": "", "codes": ["x", {"y": 1}]}
    assert flat(row, lists=True) == {"lieu.nom": "A", "lieu.tel": "", "codes.0": "x", "codes.1.y": 1}


def test_lists_are_flattened_only_when_a_column_reaches_into_one():
    assert names_a_position({"categories.0"})
    assert names_a_position({"categories.0.nom"})
    assert not names_a_position({"categories", "v2.nom"})


def test_columns_are_known_under_every_name():
    assert set(columns_of([{"a": {"b": [1]}}, {"c": 1}])) == {"a", "a.b", "a.b.0", "c"}


def test_an_absent_column_is_empty():
    assert cell({}, "x") == ""
    assert cell({"x": 3}, "x") == "3"


def test_blanks_of_producers_are_blanks():
    assert squeezed("\ufeff a\u00a0\n b ") == "a b"


def test_zero_and_false_are_nothing_but_the_text_zero_is_something():
    assert [is_nothing(value) for value in (0, False, "", None, "0")] == [True, True, True, True, False]


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_any_row_becomes_text_that_a_database_can_keep(row):
    for lists in (True, False):
        for value in flat(row, lists=lists).values():
            text = text_of(value)
            assert "\x00" not in text
            text.encode()
