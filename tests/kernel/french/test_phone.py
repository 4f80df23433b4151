"""Telephone numbers in one form."""

import re

import pytest

from parvis.kernel.french.phone import in_french, numbers_in, to_e164, written_anyhow


@pytest.mark.parametrize(
    ("typed", "departement", "stored"),
    [
        ("03 81 61 50 50", "25", "+33381615050"),
        ("03.81.61.50.50", "25", "+33381615050"),
        ("0262 40 04 04", "974", "+262262400404"),
        ("+33 3 81 61 50 50", "974", "+33381615050"),
        ("40 41 57 00", "987", "+68940415700"),
        ("39 06", "06", "3906"),
    ],
)
def test_number_is_stored_in_one_form(typed, departement, stored):
    assert to_e164(typed, departement) == stored


@pytest.mark.parametrize("typed", ["", "appelez le soir", "03 81", "00 00 00 00 00"])
def test_what_is_no_number_is_refused_in_french(typed):
    with pytest.raises(ValueError, match="numéro"):
        to_e164(typed)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("+33381615050", "03_81_61_50_50"),
        ("0381615050", "03_81_61_50_50"),
        ("+262262123456", "0262_12_34_56"),
        ("+32470123456", "+32_470_12_34_56"),
        ("3939", "3939"),
        ("demander à l’accueil", "demander à l’accueil"),
    ],
)
def test_phone_is_written_by_pairs(given, written):
    assert in_french(given).replace("\u00a0", "_") == written


def test_numbers_are_found_in_prose_and_nothing_else_is_one():
    text = "Le 03/03/2026, SIRET 21250056500016 : 03 81 61-50 50, ou +33 (0)6 12 34 56 78."
    found = numbers_in(text)
    assert [each.number for each in found] == ["+33381615050", "+33612345678"]
    assert [text[each.start : each.end] for each in found] == ["03 81 61-50 50", "+33 (0)6 12 34 56 78"]
    assert all(re.search(written_anyhow(each.number), text) for each in found)
    assert not re.search(written_anyhow("+33381615051"), text)
