"""The ways of the configuration to say where a value is and which words a row deserves."""

import pytest

from parvis.products.data_inclusion.actions.mapping.language import (
    Choice,
    Config,
    Day,
    Hours,
    Join,
    Place,
    Split,
    select,
)


def test_of_several_columns_the_first_filled_one_is_taken():
    assert Place(("a", "b")).text({"a": "", "b": "B"}) == "B"
    assert Place(("a",), constant="C").text({"a": ""}) == ""
    assert Place(constant="C").text({}) == "C"


def test_joined_columns_leave_out_what_is_nothing():
    join = Join(("n", "rue", "vide"), " ", Place(("autre",)))
    assert Place(join=join).text({"n": "0", "rue": "rue Battant", "vide": 0}) == "0 rue Battant"
    assert Place(join=join).text({"n": 0, "autre": "ailleurs"}) == "ailleurs"
    assert Place(("nom",), join=join).text({"nom": "N", "rue": "R"}) == "N"


@pytest.mark.parametrize(
    ("part", "text"),
    [(0, "47.24"), (1, "6.02"), (2, "")],
)
def test_a_column_of_two_numbers_is_split(part, text):
    assert Place(split=Split("geo", ",", part)).text({"geo": "POINT (47.24,6.02)"}) == text


def test_terms_are_looked_for_anywhere_in_lower_case_with_their_accents():
    cells = {"x": "Entrée GRATUITE", "y": "gratuité"}
    assert select("frais_a_charge", (Choice("Gratuit", ("x",), ("gratuite",)),), cells) == ("Gratuit",)
    assert select("frais_a_charge", (Choice("Gratuit", ("y",), ("gratuite",)),), cells) == ()


def test_exceptions_apply_as_written_to_the_same_cell_only():
    choice = Choice("Gratuit", ("x", "y"), ("gratuit",), ("abonnés",))
    assert select("frais_a_charge", (choice,), {"x": "gratuit pour les abonnés"}) == ()
    assert select("frais_a_charge", (choice,), {"x": "gratuit", "y": "abonnés"}) == ("Gratuit",)
    capital = Choice("Gratuit", ("x",), ("gratuit",), ("Abonnés",))
    assert select("frais_a_charge", (capital,), {"x": "gratuit pour les Abonnés"}) == ("Gratuit",)


def test_without_terms_any_filled_cell_matches():
    choice = Choice("Seniors", ("x",))
    assert [select("publics", (choice,), {"x": value}) for value in ("non", 0, "")] == [("Seniors",), ("Seniors",), ()]


def test_an_empty_term_matches_even_an_absent_column():
    assert select("services", (Choice("S", ("absente",), ("",)),), {}) == ("S",)


def test_words_come_once_in_the_order_of_the_choices():
    choices = (Choice("B", ("x",)), Choice("A", ("x",)), Choice("B", ("y",)))
    assert select("services", choices, {"x": "1", "y": "1"}) == ("B", "A")


@pytest.mark.parametrize(
    ("name", "terms", "earned"),
    [
        ("services", ("t",), True),
        ("itinerance", (), True),
        ("itinerance", ("t",), False),
        ("modalites_acces", (), False),
        ("modalites_accompagnement", (), False),
    ],
)
def test_a_choice_without_columns_depends_on_the_list(name, terms, earned):
    assert bool(select(name, (Choice("Mot", (), terms),), {})) is earned


def test_a_service_may_ask_for_a_mode():
    choice = Choice("S", ("x",), ("a",), mode="En autonomie")
    assert select("services", (choice,), {"x": "a"}, frozenset({"En autonomie"})) == ("S",)
    assert select("services", (choice,), {"x": "a"}) == ()


def test_the_columns_of_a_configuration_are_those_it_looks_at():
    config = Config(
        {"nom": Place(("n",)), "adresse": Place(join=Join(("rue",)))},
        {"services": (Choice("S", ("s",)),)},
        Hours("o", (Day("Mo", ("lundi",)),), "semaine"),
    )
    assert config.columns() == {"n", "s", "o", "lundi", "semaine"}
    assert list(config.place("adresse").all_columns()) == ["rue"]
    assert config.place("inconnu").text({}) == ""
