"""The common lists are completed, never emptied."""

import pytest

from parvis.kernel import clock
from parvis.products.mediature.actions.nomenclature import load_lists, load_texts
from parvis.products.mediature.models import Domaine, Modele, TiersCompetent
from parvis.products.mediature.queries.modeles import unknown

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


def test_every_installation_has_texts_whose_variables_are_known(acting):
    texts = Modele.objects.filter(organisation=None)
    assert texts.filter(title__startswith="Accord").count() == 3
    assert [unknown(each.text) for each in texts] == [[]] * texts.count()


def test_a_text_that_was_archived_or_corrected_stays_so(acting):
    gone, changed, archived = Modele.objects.filter(organisation=None)[:3]
    Modele.objects.filter(pk=changed.pk).update(text="Autrement.")
    Modele.objects.filter(pk=archived.pk).update(archived_on=clock.today())
    gone.delete()
    assert load_texts(by=acting.actor) == 1
    assert load_texts(by=acting.actor) == 0
    assert Modele.objects.get(title=changed.title).text == "Autrement."
    assert Modele.objects.get(title=archived.title).archived_on is not None
