"""What a producer gave for a field, in the columns that its configuration names."""

import pytest

from parvis.products.data_inclusion.actions.mapping.given import given
from parvis.products.data_inclusion.actions.mapping.reading_config import read_config
from tests.factories.mapping import make_config

CONFIG = make_config(
    adresse={"joindre": {"colonnes": ["numero", "rue"], "séparateur": " "}},
    horaires={"jours": [{"colonne": ["lundi matin", "lundi soir"], "osm": "Mo"}, {"colonne": "mardi", "osm": "Tu"}]},
)
ROW = {"numero": "3", "rue": "rue Battant", "lundi matin": "9h-12h", "lundi soir": "14h", "mardi": "", "offre": "wifi "}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("adresse", "3 rue Battant"),
        ("horaires", "lundi : 9h-12h, 14h"),
        ("services", ["wifi"]),
        ("commune", ""),
        ("rue", "rue Battant"),
        ("inconnu", ""),
    ],
)
def test_what_was_given_is_read_where_the_configuration_reads_it(name, said):
    assert given(read_config(CONFIG), ROW, name) == said


def test_hours_of_one_column_are_given_as_they_are_written():
    config = read_config(make_config(horaires={"semaine": "ouverture"}))
    assert given(config, {"ouverture": " du lundi\nau jeudi "}, "horaires") == "du lundi au jeudi"
