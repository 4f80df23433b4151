import pytest

from parvis.products.data_inclusion.actions.mending.services import mend_service
from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()
EQUIPEMENT = "numerique--acquerir-un-equipement"


def mended(name, value):
    result = mend_service({name: value}, PLACES)
    return result.values.get(name), "".join(result.corrections)


@pytest.mark.parametrize(
    "given",
    [
        EQUIPEMENT,
        f" {EQUIPEMENT.upper()} ",
        [EQUIPEMENT],
        f'["{EQUIPEMENT}"]',
        f"{{{EQUIPEMENT}}}",
        "Numérique -- Acquérir un équipement",
    ],
)
def test_values_are_known_however_written(given):
    assert mended("thematiques", given) == ([EQUIPEMENT], "")


def test_a_letter_wrong_is_corrected_and_said():
    assert mended("thematiques", "numerique--acquerir-un-equipment") == (
        [EQUIPEMENT],
        "thematiques : valeur mal écrite, corrigée",
    )


def test_an_unknown_value_goes_with_what_was_likely_meant():
    value, said = mended("thematiques", f"numerique--avoir-un-equipement|{EQUIPEMENT}")
    assert value == [EQUIPEMENT]
    assert f"vouliez-vous dire « {EQUIPEMENT} » ?" in said


def test_a_category_instead_of_a_theme_is_said_with_its_themes():
    value, said = mended("thematiques", "Numérique")
    assert value is None
    assert "c'est une catégorie ; choisir parmi numerique--" in said


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("frais", "Gratuit", "gratuit"),
        ("type", ["atelier"], "atelier"),
        ("publics", "Étudiants, Séniors", ["etudiants", "seniors"]),
        ("modes_accueil", "À distance|En présentiel", ["a-distance", "en-presentiel"]),
        ("modes_mobilisation", ["Téléphoner"], ["telephoner"]),
        ("mobilisable_par", "usagers;professionnels", ["usagers", "professionnels"]),
    ],
)
def test_labels_are_as_good_as_values(name, given, expected):
    assert mended(name, given) == (expected, "")


def test_everybody_includes_the_others():
    assert mended("publics", "tous-publics|jeunes")[0] == ["tous-publics"]


def test_of_several_types_the_first_is_kept():
    assert mended("type", "atelier|formation") == ("atelier", "type : plusieurs valeurs, la première est gardée")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("France entière", ["france"]), ("25|25056", ["25", "25056"]), ("1", ["01"]), ("Doubs", ["25"]), ("Bretagne", ["22", "29", "35", "56"]),
        ("Grand Besançon Métropole", ["242500361"]), ("99100", ["france"]), ("99132", ["99132"]), ("74011", ["74010"]), ("Atlantide", None),
    ],
)  # fmt: skip
def test_zones_are_codes(given, expected):
    assert mended("zone_eligibilite", given)[0] == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("2,5", 2.5), ("2h30", 2.5), (3, 3.0), ("-1", None), ("beaucoup", None)]
)
def test_volumes_are_numbers_of_hours(given, expected):
    assert mended("volume_horaire_hebdomadaire", given)[0] == expected


def test_networks_of_structures_are_mended_too():
    result = mend_structure({"reseaux_porteurs": "CCAS|france-services|inventé-de-toutes-pièces"}, PLACES)
    assert result.values["reseaux_porteurs"] == ["ccas-cias", "france-service"]
    assert result.corrections
