"""What is left of a name once every way of typing it is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.geography.queries.naming import search_key
from parvis.kernel.french.folding import fold
from parvis.kernel.french.insee import clean_code_commune, departement_of


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("L'Haÿ-les-Roses", "hay les roses"),
        ("St-Étienne", "saint etienne"),
        ("Ste Geneviève des Bois", "sainte genevieve des bois"),
        ("Châlons s/ Saône", "chalons sur saone"),
        ("Paris 13e Arrondissement", "paris 13 arrondissement"),
        ("paris 1ER", "paris 1"),
        ("Marseille 08", "marseille 8"),
        ("Le", "le"),
        ("Bœrsch", "boersch"),
        ("", ""),
    ],
)
def test_a_name_is_reduced_to_what_distinguishes_it(typed, key):
    assert search_key(typed) == key


@given(st.text())
def test_a_folded_text_is_folded_once_and_for_all(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert folded.isascii()


@pytest.mark.parametrize(("typed", "code"), [("25056", "25056"), (" 2a004 ", "2A004"), ("25 056", "25056")])
def test_a_code_is_cleaned(typed, code):
    assert clean_code_commune(typed) == code


@pytest.mark.parametrize("typed", ["", "2505", "250566", "2C001", "A2001", "00001", "٢٥٠٥٦"])
def test_what_is_no_code_is_refused_in_french(typed):
    with pytest.raises(ValueError, match="cinq caractères"):
        clean_code_commune(typed)


@pytest.mark.parametrize(
    ("code", "departement"), [("25056", "25"), ("2A004", "2A"), ("97411", "974"), ("98735", "987")]
)
def test_a_code_begins_with_that_of_its_departement(code, departement):
    assert departement_of(code) == departement
