"""The kinds of place that a name announces."""

import pytest

from parvis.products.data_inclusion.actions.mapping.typology import PATTERNS, typologies_of


@pytest.mark.parametrize(
    ("nom", "codes"),
    [
        ("Médiathèque municipale", {"BIB"}),
        ("Bibliotheque", {"BIB"}),
        ("CCAS de Besançon", {"CCAS"}),
        ("Centre communal d’action sociale", {"CCAS"}),
        ("France Services de Baume", {"RFS"}),
        ("Maison des services au public", {"MSAP"}),
        ("Mairie de Pontarlier", {"MUNI"}),
        ("La mairie annexe", {"MUNI"}),
        ("Fab-lab du Doubs", {"FABLAB"}),
        ("Espace public numérique", {"EPN"}),
        ("Centre social et culturel", {"CS", "CSC"}),
        ("Association Les Amis", {"ASSO"}),
        ("Mission locale", {"ML"}),
        ("Pôle emploi", {"FT"}),
        ("Tiers-lieu La Ruche", {"TIERS_LIEUX"}),
        ("Café des Possibles", set()),
        ("Le Busard", set()),
        ("", set()),
    ],
)
def test_a_name_says_what_the_place_is(nom, codes):
    assert set(typologies_of(nom, ())) == codes


def test_short_words_are_whole_words_and_accents_end_them():
    assert "BIB" not in PATTERNS["CS"].pattern
    assert typologies_of("CSX", ()) == ()
    assert typologies_of("CSé", ()) == ("CS",)


def test_a_place_of_the_programme_france_services_is_one():
    assert typologies_of("Le Fil", ("France Services",)) == ("RFS",)
