"""Whole records, real and absurd."""

import pytest
from data_inclusion.schema.v1 import Service, Structure
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.geography.models import Commune
from parvis.products.data_inclusion.actions.mending.places import load_places
from parvis.products.data_inclusion.actions.mending.services import mend_service
from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from parvis.products.data_inclusion.validators import check_structure
from tests.factories.places import small_territory

PLACES = small_territory()
MESSY = st.sampled_from(
    ["Besançon", "25000", "25056", "75101", "6.02", "47,24", "928104.5", "6689133.4", "03 81 61 50 50", "a@b.fr; c@d.fr", "www.a.fr", "None",
     "gratuit", "numerique", "tous-publics|jeunes", "[]", "{a,b}", "2026-01-02", "46083", "lundi 9h-12h", "sur rendez-vous", "13003013300016",
     "&amp;eacute;", "Ã©", "france", "x" * 11_000, "0", "-", "Annecy-le-Vieux", "74940"]
)  # fmt: skip
CELLS = st.one_of(
    MESSY, st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.lists(st.one_of(MESSY, st.text(max_size=20)), max_size=4),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)  # fmt: skip
FORMER = [
    "presentation_resume",
    "profils",
    "types",
    "zone_diffusion_type",
    "zone_diffusion_code",
    "modes_orientation_beneficiaire",
    "contact_public",
]


def records(schema):
    return st.fixed_dictionaries({}, optional=dict.fromkeys([*schema.model_fields, *FORMER], CELLS))


@given(values=records(Structure))
@settings(max_examples=60, deadline=None)
def test_any_structure_is_mended_once_for_all(values):
    _holds(mend_structure, values)


@given(values=records(Service))
@settings(max_examples=60, deadline=None)
def test_any_service_is_mended_once_for_all(values):
    _holds(mend_service, values)


def _holds(mend, values):
    once = mend(values, PLACES)
    again = mend(once.values, PLACES)
    assert again.corrections == []
    assert again.values == once.values
    names = [line.split(" : ")[0] for line in once.corrections]
    assert len(names) == len(set(names))


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
    assert checked.structure.code_insee == "25056"
    assert checked.structure.horaires_accueil == "Mo-Fr 09:00-12:00"
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


@pytest.mark.django_db
def test_the_whole_territory_is_known(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        places = load_places()
    part = Commune.objects.filter(active=True, type="COMD").exclude(parent__code_insee=F("code_insee")).first()
    assert places.commune(part.code_insee).code_insee == part.parent.code_insee
    assert places.codes_of("Bretagne") == ("22", "29", "35", "56")
    assert places.codes_of("Doubs") == ("25",)
    assert (
        mend_structure({"commune": "Lyon 3e", "code_postal": "69003", "code_insee": "69383"}, places).values[
            "code_insee"
        ]
        == "69123"
    )
