"""The words of the national schema."""

from dataclasses import fields

from parvis.products.data_inclusion.actions.mapping.outcome import LISTS, Lieu
from parvis.products.data_inclusion.actions.mapping.vocabulary import CHOICES, MODALITES_ACCES, NO_PUBLIC


def test_every_list_of_choices_is_a_list_of_the_schema():
    assert set(CHOICES) <= set(LISTS) <= {field.name for field in fields(Lieu)}


def test_words_are_written_once_and_hold_no_bar():
    for words in filter(None, CHOICES.values()):
        assert len(set(words)) == len(words)
        assert not any("|" in word for word in words)
    assert NO_PUBLIC in MODALITES_ACCES
