"""Numbers of legal bodies."""

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel.french.rna import clean_rna
from parvis.kernel.french.siret import clean_siren, clean_siret


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("732 829 320 00074", "73282932000074"),
        ("99999910500011", "99999910500011"),
        # La Poste: the establishments of 356000000 follow the sum of their digits, not the usual key.
        ("356 000 000 49837", "35600000049837"),
    ],
)
def test_a_siret_is_kept_as_fourteen_digits(typed, kept):
    assert clean_siret(typed) == kept


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("7328293200007", "14 chiffres"),
        ("73282932000075", "mal recopié"),
        ("", "14 chiffres"),
        ("7328293200007A", "mal recopié"),
    ],
)
def test_a_wrong_siret_says_what_to_do(typed, advice):
    with pytest.raises(ValidationError, match=advice):
        clean_siret(typed)


def test_a_siren_is_checked():
    assert clean_siren("732 829 320") == "732829320"
    for wrong in ("732829321", "73282932"):
        with pytest.raises(ValidationError):
            clean_siren(wrong)


@pytest.mark.parametrize(("typed", "kept"), [("w 251 000 001", "W251000001"), ("W2A1000001", "W2A1000001")])
def test_an_rna_number_is_kept_compact(typed, kept):
    assert clean_rna(typed) == kept


@pytest.mark.parametrize("typed", ["251000001", "W25100000", "W2510000011", "WAB1000001", "W2C1000001", ""])
def test_a_wrong_rna_number_is_refused(typed):
    with pytest.raises(ValidationError, match="lettre W"):
        clean_rna(typed)
