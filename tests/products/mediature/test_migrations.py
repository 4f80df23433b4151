"""What migrations make of the rows of an installation that is already at work."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from parvis.core.journal.models import JournalEntry
from parvis.core.organisations.models import Membership
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.nomenclature import load_texts
from parvis.products.mediature.actions.taches import do_task, write_task
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Ligne, Modele, Note, Saisine, SearchEntry, Tache
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db
PLACES = "0180_places_of_those_who_left"


def act_of(migration, name):
    """What a migration does, on the models as they are then."""
    apps = MigrationLoader(connection).project_state(("mediature", migration)).apps
    act = getattr(import_module(f"parvis.products.mediature.migrations.{migration}"), name)
    return lambda: act(apps, None)


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return act_of(PLACES, "end_places")


@pytest.fixture(scope="module")
def recognise(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return act_of("0190_texts_known_by_a_key", "recognise")


def left(user, days):
    """As before the office followed: the membership ended, and nothing else."""
    Membership.objects.filter(user=user).update(ended_on=clock.today() - timedelta(days=days))


def test_whoever_left_has_no_place_any_more_and_their_cases_wait(places, office, mediator, lead):
    mine, ended, elsewhere = make_saisine(office), make_saisine(office), make_saisine(office)
    by = acting_as(lead)
    with open_scope(by):
        for case in (mine, ended):
            assign(by=by, saisine=case, to=mediator)
        assign(by=by, saisine=elsewhere, to=lead)
        write_task(by=by, saisine=elsewhere, words="Appeler", due_on=clock.today(), to=mediator)
        done = write_task(by=by, saisine=elsewhere, words="Écrire", due_on=clock.today(), to=mediator)
        do_task(by=by, tache=done)
    Saisine.objects.filter(pk=ended.pk).update(etat="retiree", closed_at=clock.now())
    Agent.objects.filter(user=mediator).update(since=clock.today() - timedelta(days=90))
    left(mediator, 30)
    before = Saisine.objects.get(pk=mine.pk).version
    places()
    assert Agent.objects.get(user=mediator).ended_on == clock.today() - timedelta(days=30)
    assert Agent.objects.get(user=lead).ended_on is None
    after = Saisine.objects.in_bulk([mine.pk, ended.pk, elsewhere.pk])
    assert (after[mine.pk].mediateur, after[mine.pk].version) == (None, before + 1)
    assert (after[ended.pk].mediateur, after[elsewhere.pk].mediateur) == (mediator, lead)
    assert [(each.saisine_id, each.by) for each in Ligne.objects.filter(fait="liberation")] == [
        (mine.pk, "system:mediature.team")
    ]
    assert dict(Tache.objects.values_list("words", "user")) == {"Appeler": None, "Écrire": mediator.pk}
    told = JournalEntry.objects.filter(actor_key="system:mediature.team", organisation=office.organisation_id)
    assert set(told.values_list("verb", "object_key")) == {
        ("mediature.assign", f"mediature.Saisine:{mine.pk}"),
        ("mediature.agent", f"mediature.Collectivite:{office.organisation_id}"),
    }


def test_the_first_place_may_be_left_empty_and_no_place_ends_before_it_began(places, office, lead):
    left(lead, 30)
    places()
    assert Agent.objects.get(user=lead).ended_on == clock.today()


def test_whoever_came_back_or_left_another_organisation_keeps_their_place(places, office, mediator):
    other = make_collectivite()
    Membership.objects.create(user=mediator, organisation=other.organisation, ended_on=clock.today())
    Membership.objects.create(user=mediator, organisation=office.organisation, ended_on=clock.today())
    gone = make_agent(other, Fonction.PRINCIPAL)
    Membership.objects.filter(user=gone).delete()
    places()
    assert Agent.objects.get(user=mediator).ended_on is None
    assert Agent.objects.get(user=gone).ended_on == clock.today()
    places()
    assert Agent.objects.current().count() == 1


def test_the_texts_that_came_are_recognised_by_their_first_title_else_by_their_words(acting, recognise):
    came = dict(Modele.objects.exclude(key="").values_list("key", "pk"))
    Modele.objects.update(key="")
    renamed, corrected = came["accord-travaux"], came["reorientation"]
    Modele.objects.filter(pk=renamed).update(title="Travaux promis")
    Modele.objects.filter(pk=corrected).update(text="Autres mots.")
    Modele.objects.filter(pk=came["manque-document"]).update(archived_on=clock.today())
    own = Modele.objects.create(title="Du bureau", text="Rien de tel.")
    recognise()
    assert dict(Modele.objects.exclude(key="").values_list("key", "pk")) == came
    assert Modele.objects.get(pk=own.pk).key == ""
    assert load_texts(by=acting.actor) == 0


def test_one_that_came_back_has_the_key_rather_than_the_one_that_was_renamed(acting, recognise):
    first = Modele.objects.get(key="accord-travaux")
    Modele.objects.update(key="")
    Modele.objects.filter(pk=first.pk).update(title="Travaux promis")
    archived = Modele.objects.create(title=first.title, text=first.text, archived_on=clock.today())
    offered = Modele.objects.create(title=first.title, text=first.text)
    recognise()
    assert Modele.objects.get(key="accord-travaux") == offered
    assert not Modele.objects.filter(pk__in=[first.pk, archived.pk]).exclude(key="").exists()


def test_only_cases_with_letters_of_another_script_are_gathered_anew(acting):
    office = make_collectivite()
    foreign, french = make_saisine(office, last_name="محمد"), make_saisine(office, last_name="Lefèvre")
    spoken = make_saisine(office)
    Note.objects.create(saisine=spoken, text="Elle écrit son nom Ольга.", visibility="bureau")
    nothing = "'*'"
    SearchEntry.objects.update(words=nothing)
    gather = import_module("parvis.products.mediature.migrations.0210_found_in_every_script").GATHER
    with connection.cursor() as cursor:
        cursor.execute(gather)
    kept = dict(SearchEntry.objects.values_list("saisine", "words"))
    assert kept.keys() == {foreign.pk, french.pk, spoken.pk}
    assert [pk for pk, words in kept.items() if words == nothing] == [french.pk]
