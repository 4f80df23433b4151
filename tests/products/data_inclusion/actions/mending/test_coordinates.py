import pytest

from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()
BESANCON = {"commune": "Besançon", "code_postal": "25000"}


def mended(latitude, longitude, **more):
    result = mend_structure({"latitude": latitude, "longitude": longitude} | more, PLACES)
    return result.values.get("latitude"), result.values.get("longitude"), result.corrections, result.doubts


@pytest.mark.parametrize(
    "pair", [(47.24, 6.02), ("47.24", "6.02"), ("47,24", " 6,02 "), ("47.24°", "6.02 E"), ("+47.24", "06.02")]
)
def test_degrees_are_read_however_written(pair):
    assert mended(*pair) == (47.24, 6.02, [], [])


@pytest.mark.parametrize(
    ("pair", "point", "said"),
    [
        ((6.02, 47.24), (47.24, 6.02), "interverties"),
        (("55,45", "-20,88"), (-20.88, 55.45), "interverties"),
        ((6689133.4, 928104.5), (47.24, 6.01), "Lambert-93"),
        ((928104.5, 6689133.4), (47.24, 6.01), "Lambert-93"),
        (("6 689 133,4", "928 104,5"), (47.24, 6.01), "Lambert-93"),
    ],
)
def test_swapped_and_projected_points_are_mended(pair, point, said):
    latitude, longitude, corrections, _ = mended(*pair)
    assert (latitude, longitude) == (pytest.approx(point[0], abs=0.05), pytest.approx(point[1], abs=0.05))
    assert said in corrections[0]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((47.24, None), "sans l'autre"),
        ((None, "6.02"), "sans l'autre"),
        (("47.24", "est"), "illisible"),
        ((0, 0), "zéro"),
        ((40.7, -74.0), "hors de France"),
        ((1e9, 1e9), "hors de France"),
        (("47° 14' 24\"", "6° 1' 12\""), "illisible"),
    ],
)
def test_what_is_no_point_of_the_republic_goes_and_it_is_said(pair, said):
    latitude, longitude, corrections, _ = mended(*pair)
    assert (latitude, longitude) == (None, None)
    assert said in corrections[0]


def test_a_point_far_from_its_commune_is_flagged_and_kept():
    assert mended(48.85, 2.35, **BESANCON) == (
        48.85,
        2.35,
        [],
        ["latitude : coordonnées à plus de 50 km de la commune, à vérifier"],
    )
    assert mended(47.3, 6.1, **BESANCON)[3] == []


def test_a_lost_sign_is_found_again_by_the_commune():
    assert mended(48.39, 4.49, commune="Brest", code_postal="29200") == (
        48.39, -4.49, ["longitude : signe rétabli d'après la commune"], [],
    )  # fmt: skip
