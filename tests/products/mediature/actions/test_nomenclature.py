"""The common lists are completed, never emptied."""

import pytest

from parvis.products.mediature.actions.nomenclature import load_lists
from parvis.products.mediature.models import Domaine, TiersCompetent

pytestmark = pytest.mark.django_db


def test_every_installation_has_the_lists_on_two_levels(acting):
    assert Domaine.objects.filter(parent=None).count() == 33
    assert Domaine.objects.get(name="Voirie").parent.name == "Déplacement"
    assert TiersCompetent.objects.filter(parent__name="Médiateur institutionnel").count() == 29


def test_what_is_missing_is_added_once_and_what_an_office_added_stays(acting):
    Domaine.objects.get(name="Fourrière").delete()
    own = Domaine.objects.create(name="Marchés de plein air")
    assert load_lists(by=acting.actor) == 1
    assert Domaine.objects.filter(pk=own.pk).exists()
    assert load_lists(by=acting.actor) == 0
