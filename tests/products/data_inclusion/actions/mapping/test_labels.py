"""Labels that the schema does not list."""

from parvis.products.data_inclusion.actions.mapping.labels import read_labels
from parvis.products.data_inclusion.actions.mapping.language import Choice, Config

NAME = "autres_formations_labels"


def labels(*choices, **cells):
    return read_labels(Config(choices={NAME: choices}), cells)


def test_a_choice_with_a_word_gives_it():
    assert labels(Choice("Réseau", ("x",), ("r",)), x="R") == ("Réseau",)


def test_a_choice_without_word_copies_its_cells_and_keeps_what_came_before():
    assert labels(Choice("Réseau", ("x",)), Choice("", ("y", "z")), x="1", y="A|B", z="A") == ("Réseau", "A", "B")


def test_zones_and_blanks_are_no_labels():
    assert labels(Choice("", ("x",)), x="zrr|| A ") == ("A",)
    assert read_labels(Config(), {}) == ()
