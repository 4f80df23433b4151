from datetime import UTC, date, datetime

import pytest

from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()


def mended(name, value):
    result = mend_structure({name: value}, PLACES)
    return result.values.get(name), "".join(result.corrections)


@pytest.mark.parametrize(
    "given", ["13003013300016", "130 030 133 00016", "130.030.133-00016", 13003013300016, 13003013300016.0]
)
def test_a_siret_is_fourteen_digits(given):
    assert mended("siret", given) == ("13003013300016", "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("13003013300017", "clé"),
        ("130030133", "SIREN"),
        ("1,30030133E+13", "tableur"),
        ("0" * 14, "zéros"),
        ("W123456789", "pas un SIRET"),
    ],
)
def test_what_is_no_siret_goes_and_it_is_said(given, said):
    value, report = mended("siret", given)
    assert value is None
    assert said in report


def test_a_zero_eaten_by_a_workbook_comes_back():
    assert mended("siret", 6380012301234)[0] is None
    value, report = mended("siret", "5580113500018")
    assert (value is None) == ("zéro" not in report)


@pytest.mark.parametrize(
    "given",
    ["2026-03-02", "02/03/2026", "2026/03/02 10:20:30", "2026-03-02T10:20:30Z", "2026-03-02 10:20:30.123+00", "2 mars 2026",
     date(2026, 3, 2), datetime(2026, 3, 2, 10, tzinfo=UTC), "20260302"],
)  # fmt: skip
def test_days_are_read_in_many_forms(given):
    assert mended("date_maj", given) == ("2026-03-02", "")


def test_days_of_workbooks_and_months_alone_are_said():
    assert mended("date_maj", 46083) == ("2026-03-02", "date_maj : numéro de jour d'un tableur, converti")
    assert mended("date_maj", "mars 2026")[0] == "2026-03-01"
    assert mended("date_maj", "bientôt")[0] is None
