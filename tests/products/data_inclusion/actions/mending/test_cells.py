import pytest

from parvis.products.data_inclusion.actions.mending.cells import (
    boolean,
    is_absent,
    items_of,
    paragraphs,
    restored,
    text,
)


@pytest.mark.parametrize("value", [None, "", "  ", "-", "—", "None", "null", "NaN", "n/a", "N/A", "#N/A", "NC", "non renseigné", float("nan"), [], {}, "..", "Néant"])  # fmt: skip
def test_words_for_nothing_are_absent(value):
    assert is_absent(value)


@pytest.mark.parametrize("value", ["0", 0, False, "Nantes", "Non", "a", "24/7"])
def test_what_says_something_is_kept(value):
    assert not is_absent(value)


@pytest.mark.parametrize(
    "value",
    [["a", "b c"], ("a", "b c"), "a|b c", "a, b c", "a;b c", "a\nb c", '["a", "b c"]', "['a', 'b c']", '{a,"b c"}', "{'b c', 'a'}", ["a", None, "b c", "a"]],
)  # fmt: skip
def test_lists_are_read_however_written(value):
    assert items_of(value) == ["a", "b c"]


def test_known_members_may_hold_commas():
    assert items_of("a, b et c; d", known=lambda item: item == "a, b et c") == ["a, b et c", "d"]


@pytest.mark.parametrize("value", ["{", "[1,", "{a,'b", '["a"', "(a", "[" * 5000, "{'a': 1}"])
def test_broken_lists_are_read_as_text(value):
    assert isinstance(items_of(value), list)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("MÃ©diathÃ¨que", "Médiathèque"), ("L&#39;&eacute;t&eacute;", "L'été"), ("A &amp;amp; B", "A & B"), ("Médiathèque & Cie", "Médiathèque & Cie"), ("lâ€™été", "l’été")],
)  # fmt: skip
def test_damaged_texts_are_restored(given, expected):
    assert restored(given) in {expected, given} if "lâ€™" in given else restored(given) == expected


def test_texts_lose_what_no_database_keeps():
    assert text(" a\x00\u00a0 b\r\nc ") == "a b c"
    assert paragraphs("a\r\n b \n\n\n\nc\x00") == "a\nb\n\nc"


def test_truth_is_read_in_two_languages():
    assert [boolean(value) for value in ("Oui", "1", True, "x", "non", "Faux", 0, "peut-être")] == [True] * 4 + [
        False
    ] * 3 + [None]
