"""The common lists are completed, never emptied."""

import tomllib

import pytest

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.modeles import archive_model, write_model
from parvis.products.mediature.actions.nomenclature import TEXTS, load_lists, load_texts
from parvis.products.mediature.models import Domaine, Modele, TiersCompetent
from parvis.products.mediature.queries.modeles import unknown
from tests.factories.accounts import protect
from tests.factories.mediature import acting_as
from tests.factories.organisations import make_person

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


def test_a_text_that_was_renamed_does_not_come_back_under_its_first_name(acting):
    renamed, removed = Modele.objects.filter(organisation=None)[:2]
    by = acting_as(protect(make_person(is_platform_administrator=True)))
    with open_scope(by):
        write_model(by=by, organisation=None, title="Autrement", text="Autres mots.", model=renamed)
        changed = write_model(by=by, organisation=None, title="Puis retiré", text="Autres mots.", model=removed)
        archive_model(by=by, model=changed)
    before = set(Modele.objects.values_list("pk", "title"))
    assert load_texts(by=acting.actor) == 0
    assert set(Modele.objects.values_list("pk", "title")) == before


def test_a_title_that_an_administrator_took_is_left_to_them(acting):
    Modele.objects.filter(organisation=None, title="Proposer une médiation").update(key="")
    assert load_texts(by=acting.actor) == 0
    assert Modele.objects.filter(title="Proposer une médiation").count() == 1


def test_each_text_has_a_key_of_its_own(acting):
    given = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["textes"]
    keys = [each["key"] for each in given]
    assert len(set(keys)) == len(keys) == Modele.objects.exclude(key="").count()
    assert all(keys)
