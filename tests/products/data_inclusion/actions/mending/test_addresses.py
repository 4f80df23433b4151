import pytest

from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()


def mended(commune=None, code_postal=None, code_insee=None):
    result = mend_structure({"commune": commune, "code_postal": code_postal, "code_insee": code_insee}, PLACES)
    found = tuple(result.values.get(name) for name in ("commune", "code_postal", "code_insee"))
    return found, [*result.corrections, *result.doubts]


@pytest.mark.parametrize(
    "given",
    [
        ("Besançon", "25000", "25056"),
        ("BESANCON", "25000", None),
        ("besancon cedex", "25000.0", ""),
        (None, 25000, "25056.0"),
        ("Besançon", "25 000", " 25056 "),
        ("Besançon", "F-25000", None),
    ],
)
def test_what_agrees_is_only_written_as_it_should(given):
    assert mended(*given) == (("Besançon", "25000", "25056"), [])


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        (("Besancno", "25000", "25056"), ("Besançon", "25000", "25056"), "commune : nom mal écrit"),
        (("Besancno", "25000", None), ("Besançon", "25000", "25056"), "commune : nom mal écrit"),
        (("Besançon", "25000", "25000"), ("Besançon", "25000", "25056"), "code_insee : ce n'est pas"),
        (("Besançon", "25000", "21231"), ("Besançon", "25000", "25056"), "code_insee : celui d'une autre"),
        (("Planoise", "25000", "25056"), ("Besançon", "25000", "25056"), "commune : ne correspond pas"),
        (("Besançon", None, "25056"), ("Besançon", "25000", "25056"), "code_postal : absent"),
        (("Besançon", "21000", "25056"), ("Besançon", "25000", "25056"), "code_postal : celui d'un autre département"),
        (("Bourg-en-Bresse", "1000", "1053"), ("Bourg-en-Bresse", "01000", "01053"), "zéro du début"),
        (("Annecy-le-Vieux", "74940", None), ("Annecy", "74940", "74010"), "ancienne commune"),
        (("Annecy-le-Vieux", "74940", "74011"), ("Annecy", "74940", "74010"), "ancienne commune"),
        (("Paris 1er", "75001", "75101"), ("Paris", "75001", "75056"), "arrondissement"),
        (("Marseille 2e Arrondissement", "13002", "13202"), ("Marseille", "13002", "13055"), "arrondissement"),
        (("Besançon", "Doubs", None), ("Besançon", "25000", "25056"), "code_postal"),
    ],
)
def test_what_disagrees_is_mended_where_two_say_the_same(given, expected, said):
    found, report = mended(*given)
    assert found == expected
    assert any(said in line for line in report), report


def test_a_cedex_of_the_departement_is_kept():
    assert mended("Besançon cedex", "25030", "25056") == (("Besançon", "25030", "25056"), [])


def test_namesakes_are_told_apart_by_the_postal_code():
    assert mended("St Denis", "97400")[0] == ("Saint-Denis", "97400", "97411")
    assert mended("St Denis", "93200")[0] == ("Saint-Denis", "93200", "93066")


def test_what_is_not_certain_is_flagged_and_left():
    found, report = mended("Trifouillis", "99999")
    assert found == ("Trifouillis", "99999", None)
    assert report == ["commune : inconnue à ce code postal, sans code INSEE"]
    assert mended("Saint-Denis")[0] == ("Saint-Denis", None, None)


def test_nothing_is_said_of_a_record_without_address():
    assert mended() == ((None, None, None), [])
