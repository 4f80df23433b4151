"""Telephone numbers in one form."""

import pytest

from parvis.kernel.french.phone import in_french, to_e164


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
