"""The territory as records name it, past names and parts of communes included."""

import pytest
from django.db.models import F

from parvis.core.geography.models import Commune
from parvis.products.data_inclusion.actions.mending.places import load_places, whole_commune_of
from parvis.products.data_inclusion.actions.mending.structures import mend_structure


@pytest.mark.django_db
def test_the_whole_territory_is_known(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        places = load_places()
    part = Commune.objects.filter(active=True, type="COMD").exclude(parent__code_insee=F("code_insee")).first()
    assert places.commune(part.code_insee).code_insee == part.parent.code_insee
    assert places.codes_of("Bretagne") == ("22", "29", "35", "56")
    assert places.codes_of("Doubs") == ("25",)
    lyon = mend_structure({"commune": "Lyon 3e", "code_postal": "69003", "code_insee": "69383"}, places)
    assert lyon.values["code_insee"] == "69123"


@pytest.mark.parametrize(("code", "city"), [("75101", "75056"), ("69383", "69123"), ("13201", "13055"), ("25056",) * 2])
def test_an_arrondissement_is_its_city(code, city):
    assert whole_commune_of(code) == city
