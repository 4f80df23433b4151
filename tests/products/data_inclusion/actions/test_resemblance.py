"""The rule that tells duplicates, case by case."""

import pytest

from parvis.products.data_inclusion.actions.resemblance import clusters, describe, same_structure, words_of

SIRET = "20000000000011"
METRE = 1 / 111_200


def record(identifier="a", **values):
    blank = {
        "id": identifier,
        "source_id": identifier,
        "nom": "Maison de quartier",
        "commune": "Besançon",
        "siret": "",
        "telephone": "",
        "courriel": "",
        "adresse": "",
        "longitude": 6.02,
        "latitude": 47.24,
    }
    return describe(blank | values)


def away(metres):
    return {"latitude": 47.24 + metres * METRE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CCAS de Besançon", "Centre communal d'action sociale"),
        ("MAISON DES SOLIDARITÉS", "maison de la solidarité"),
        ("Besançon - Mission locale", "Mission Locale"),
        ("Pôle emploi St-Claude", "France Travail Saint Claude"),
    ],
)
def test_names_that_say_the_same_have_the_same_words(one, other):
    assert words_of(one, "Besançon") == words_of(other, "Besançon")


@pytest.mark.parametrize(("one", "other"), [("Secteur 3", "Secteur 4"), ("Mairie", "Mairie annexe")])
def test_names_that_do_not_have_other_words(one, other):
    assert words_of(one, "Besançon") != words_of(other, "Besançon")


def test_a_name_that_is_only_that_of_the_commune_keeps_it():
    assert words_of("Besançon", "Besançon") == {"besancon"}


NOWHERE = {"longitude": None, "latitude": None}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # The same words, and one thing more.
        ({}, away(90), True),
        ({}, away(300), False),
        ({"adresse": "1 rue Battant"}, {"adresse": "1, RUE BATTANT"} | away(900), True),
        ({"siret": SIRET}, {"siret": SIRET} | away(300), True),
        ({"telephone": "+33381000000"}, {"telephone": "03 81 00 00 00"} | NOWHERE, True),
        ({"telephone": "3949"}, {"telephone": "3949"} | NOWHERE, False),
        ({"courriel": "Accueil@ville.example"}, {"courriel": "accueil@ville.example"} | NOWHERE, True),
        (NOWHERE, NOWHERE, False),
        # Apart, or two bodies.
        ({"siret": SIRET}, {"siret": SIRET} | away(900), False),
        ({"siret": SIRET}, {"siret": "30000000000011"}, False),
        ({"siret": SIRET}, {"siret": "20000000000029"}, True),
        # A name that says more, or a slip of the pen: the place and the body are both needed.
        ({"siret": SIRET}, {"siret": SIRET, "nom": "Maison de quartier Battant"}, True),
        ({}, {"nom": "Maison de quartier Battant"}, False),
        ({"siret": SIRET}, {"siret": SIRET, "nom": "Maison de quartier Battant"} | away(300), False),
        ({"courriel": "a@b.fr"}, {"courriel": "a@b.fr", "nom": "Maison de quatier"}, True),
        ({"siret": SIRET}, {"siret": SIRET, "nom": "Mairie"}, False),
        ({"siret": SIRET}, {"siret": SIRET, "nom": "Maison de quartier 2"}, False),
    ],
)
def test_two_records_are_of_the_same_structure(one, other, same):
    assert same_structure(record("a", **one), record("b", **other)) is same
    assert same_structure(record("b", **other), record("a", **one)) is same
    assert bool(clusters([record("a", **one), record("b", **other)])) is same


def test_a_source_that_gives_two_names_means_two_structures():
    shared = {"siret": SIRET, "adresse": "1 rue Battant"}
    town, old_town = shared | {"nom": "Mairie"}, shared | {"nom": "Mairie déléguée de Velotte"}
    assert same_structure(record("a", **town), record("b", **old_town))
    assert not same_structure(record("a", **town), record("b", **old_town, source_id="a"))
    assert same_structure(record("a", **town), record("b", **town, source_id="a"))


def test_who_is_the_same_as_a_third_is_the_same():
    there = [record("c", **away(160)), record("a"), record("b", **away(80)), record("d", nom="Autre")]
    assert not same_structure(there[0], there[1])
    assert clusters(there) == [["a", "b", "c"]]


def test_a_name_without_a_word_is_never_the_same():
    assert clusters([record("a", nom="!"), record("b", nom="?")]) == []


def test_thousands_of_the_same_name_in_a_commune_take_no_quadratic_time():
    many = [record(str(number), **away(number * 200)) for number in range(3_000)]
    assert clusters(many) == []
