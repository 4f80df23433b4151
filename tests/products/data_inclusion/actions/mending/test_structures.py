"""Whole structures, real and absurd."""

from data_inclusion.schema.v1 import Structure
from hypothesis import given, settings

from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from parvis.products.data_inclusion.validators import check_structure
from tests.factories.messy import mended_once_for_all, records
from tests.factories.places import small_territory

PLACES = small_territory()


@given(values=records(Structure))
@settings(max_examples=60)
def test_any_structure_is_mended_once_for_all(values):
    mended_once_for_all(mend_structure, values, PLACES)


def test_a_messy_structure_passes_the_check_with_its_report():
    mended = mend_structure(
        {
            "id": "x--1", "source": "x", "nom": "Médiathèque", "date_maj": "02/03/2026", "commune": "BESANCON", "code_postal": 25000,
            "adresse": "None", "latitude": "6,02", "longitude": "47,24", "telephone": "03.81.61.50.50", "courriel": "A@b.fr, c@d.fr",
            "site_web": "www.a.fr", "horaires_accueil": "du lundi au vendredi de 9h à 12h", "siret": "130 030 133 00016",
            "reseaux_porteurs": "{ccas-cias}",
        },
        PLACES,
    )  # fmt: skip
    checked = check_structure(mended.values)
    assert checked.corrections == []
    assert checked.record.code_insee == "25056"
    assert checked.record.horaires_accueil == "Mo-Fr 09:00-12:00"
    assert [line.split(" : ")[0] for line in mended.corrections] == [
        "adresse",
        "latitude",
        "courriel",
        "horaires_accueil",
        "site_web",
    ]


def test_columns_that_are_no_field_are_left():
    assert mend_structure({"nom": "Abc", "couleur": "bleu"}, PLACES).values == {"nom": "Abc", "couleur": "bleu"}


def test_names_too_long_are_cut_at_a_word():
    result = mend_structure({"nom": "mot " * 60}, PLACES)
    assert len(result.values["nom"]) <= 150
    assert result.values["nom"].endswith("mot…")
