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
from parvis.products.mediature.actions.taches import do_task, write_task
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Ligne, Saisine, Tache
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db
PLACES = "0180_places_of_those_who_left"


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """The act of the migration, on the models as they are then."""
    with django_db_blocker.unblock():
        apps = MigrationLoader(connection).project_state(("mediature", PLACES)).apps
    act = import_module(f"parvis.products.mediature.migrations.{PLACES}").end_places
    return lambda: act(apps, None)


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
