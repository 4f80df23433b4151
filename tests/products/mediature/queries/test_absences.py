"""Who stands in for whom: what is attributed, asked and told goes to somebody who may have it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.rendezvous import Prevision, make_appointment
from parvis.products.mediature.actions.retraits import be_away, stay_away
from parvis.products.mediature.actions.taches import owe_a_word, write_task
from parvis.products.mediature.enums import Fonction, Forme
from parvis.products.mediature.forms.rendezvous import TaskForm
from parvis.products.mediature.models import Agent, Deport, Ligne, Saisine, Tache
from parvis.products.mediature.queries.absences import handlers_of, standing_in
from parvis.products.mediature.queries.taches import appointments_near, tasks_to_do
from tests.factories.mediature import acting_as, make_agent, make_saisine

pytestmark = pytest.mark.django_db


@pytest.fixture
def substitute(office, mediator):
    found, by = make_agent(office), acting_as(mediator)
    with open_scope(by):
        be_away(
            by=by, organisation=office.organisation_id, substitute=found, starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=5),
        )  # fmt: skip
    return found


def has(saisine, user):
    Saisine.objects.filter(pk=saisine.pk).update(mediateur=user)
    return Saisine.objects.get(pk=saisine.pk)


def gone(agent):
    Agent.objects.filter(user=agent).update(ended_on=clock.today())


def assists(agent):
    Agent.objects.filter(user=agent).update(fonction=Fonction.ASSISTANT)


@pytest.mark.parametrize("change", [gone, assists])
def test_whoever_may_have_no_case_any_more_stands_in_for_nobody(saisine, mediator, lead, substitute, change):
    case = has(saisine, mediator)
    assert standing_in(case, mediator.pk) == substitute
    change(substitute)
    assert standing_in(case, mediator.pk) is None
    assert standing_in(case.organisation_id, mediator.pk) is None
    assert list(handlers_of(case)) == [mediator]
    with open_scope(acting_as(lead)) as scope:
        write_task(by=scope.actor, saisine=case, words="Appeler", due_on=clock.today(), to=mediator)
    assert Tache.objects.get().user == mediator


def test_whoever_withdrew_from_a_case_does_not_stand_in_there(office, saisine, mediator, lead, substitute):
    with open_scope(acting_as(substitute)) as scope:
        stay_away(by=scope.actor, saisine=saisine, reason="Une parente.")
    with open_scope(acting_as(lead)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
    case = Saisine.objects.get(pk=saisine.pk)
    assert case.mediateur == mediator
    assert list(handlers_of(case)) == [mediator]
    assert standing_in(make_saisine(office), mediator.pk) == substitute


def test_tasks_go_to_who_stands_in(saisine, mediator, lead, substitute):
    case = has(saisine, mediator)
    with open_scope(acting_as(lead)) as scope:
        write_task(by=scope.actor, saisine=case, words="Appeler", due_on=clock.today(), to=mediator)
        owe_a_word(case, "rendez-vous annulé")
    assert {each.user for each in Tache.objects.all()} == {substitute}
    assert Ligne.objects.filter(words__contains=f"par {substitute}, qui remplace {mediator}").exists()
    with open_scope(acting_as(mediator)) as scope:
        kept = write_task(by=scope.actor, saisine=case, words="Relire", due_on=clock.today(), to=mediator)
    assert kept.user == mediator


def test_the_list_of_the_day_has_what_awaits_whoever_is_away(office, saisine, mediator, substitute, lead):
    case = has(saisine, mediator)
    Tache.objects.create(saisine=case, words="Appeler", due_on=clock.today(), user=mediator)
    with open_scope(acting_as(lead)) as scope:
        when = clock.now() + timedelta(days=2)
        make_appointment(
            by=scope.actor, saisine=case, prevision=Prevision(when, 60, Forme.TELEPHONE, "0380123456", ("Samira",))
        )

    def awaits(user):
        with open_scope(acting_as(user)) as scope:
            offices = [office.organisation_id]
            return tasks_to_do(scope.actor, offices).count(), appointments_near(scope.actor, offices).count()

    assert awaits(substitute) == awaits(mediator) == (1, 1)
    assert awaits(lead) == (0, 0)
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert awaits(substitute) == (0, 0)


def test_nobody_who_withdrew_is_given_a_task(saisine, mediator, lead):
    with open_scope(acting_as(mediator)) as scope:
        stay_away(by=scope.actor, saisine=saisine, reason="Une parente.")
    assert Deport.objects.exists()
    with open_scope(acting_as(lead)) as scope:
        form = TaskForm(saisine=saisine, user=lead.pk)
        assert mediator not in form.fields["to"].queryset
        with pytest.raises(ValidationError, match="s’est retirée"):
            write_task(by=scope.actor, saisine=saisine, words="Appeler", due_on=clock.today(), to=mediator)
