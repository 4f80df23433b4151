"""People come to an office, change their part and go; a case never stays with who decides no more."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from parvis.core.journal.models import JournalEntry
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.actions.invitations import accept_invitation
from parvis.core.organisations.actions.members import end_membership
from parvis.core.organisations.models import Invitation, Membership
from parvis.kernel import clock
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.handling import assign
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.taches import write_task
from parvis.products.mediature.actions.team import call, change_place, leave
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent, Ligne, Saisine, Tache
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership, make_person

pytestmark = pytest.mark.django_db


def link(token):
    return f"https://parvis.test/{token}/"


@pytest.fixture
def office(acting):
    collectivite = make_collectivite()
    return collectivite, make_agent(collectivite, Fonction.PRINCIPAL)


def agent_of(user):
    return Agent.objects.get(user=user)


def test_who_is_invited_and_accepts_takes_the_place_that_was_offered(office):
    collectivite, main = office
    invited = make_person(email="lea@exemple.fr")
    with open_scope(acting_as(main)) as scope:
        assert (
            call(
                by=scope.actor,
                collectivite=collectivite,
                email="Lea@exemple.fr",
                fonction=Fonction.ASSISTANT,
                link=link,
            )
            is None
        )
    assert Outgoing.objects.get().recipient == "lea@exemple.fr"
    assert not Agent.objects.filter(user=invited).exists()
    invitation = Invitation.objects.select_related("organisation").get()
    with open_scope(acting_as(invited)) as scope:
        accept_invitation(by=scope.actor, invitation=invitation, user=invited)
    assert (agent_of(invited).fonction, agent_of(invited).organisation_id) == (
        "assistant",
        collectivite.organisation_id,
    )
    assert Membership.objects.get(user=invited).role == "membre"


def test_somebody_of_the_organisation_is_at_the_office_at_once(office):
    collectivite, main = office
    colleague = make_membership(organisation=collectivite.organisation).user
    with open_scope(acting_as(main)) as scope:
        there = call(
            by=scope.actor, collectivite=collectivite, email=colleague.email, fonction=Fonction.MEDIATEUR, link=link
        )
        assert there.user == colleague
        with pytest.raises(ValidationError, match="déjà au bureau"):
            call(
                by=scope.actor, collectivite=collectivite, email=colleague.email, fonction=Fonction.ASSISTANT, link=link
            )
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("fonction", [Fonction.MEDIATEUR, Fonction.ASSISTANT])
def test_only_the_main_mediator_calls(office, fonction):
    collectivite, _ = office
    other = make_agent(collectivite, fonction)
    with open_scope(acting_as(other)) as scope, pytest.raises(PermissionDenied):
        call(by=scope.actor, collectivite=collectivite, email="x@exemple.fr", fonction=Fonction.ASSISTANT, link=link)
    assert not Invitation.objects.exists()


def test_open_cases_that_the_main_mediator_does_not_see_are_given_back_too(office):
    collectivite, main = office
    mediator, saisine = make_agent(collectivite), make_saisine(collectivite)
    Saisine.objects.update(mediateur=mediator)
    with open_scope(acting_as(main)) as scope:
        stay_away(by=scope.actor, saisine=saisine, reason="La personne est de ma famille.")
        assert leave(by=scope.actor, agent=agent_of(mediator)) == 1
    assert Saisine.objects.get().mediateur is None


def test_a_new_main_mediator_takes_the_place_of_the_one_before(office):
    collectivite, main = office
    other = make_agent(collectivite)
    with open_scope(acting_as(main)) as scope:
        with pytest.raises(ValidationError, match="plus de médiateur principal"):
            change_place(by=scope.actor, agent=agent_of(main), fonction=Fonction.ASSISTANT)
        with pytest.raises(ValidationError, match="plus de médiateur principal"):
            leave(by=scope.actor, agent=agent_of(main))
        change_place(by=scope.actor, agent=agent_of(other), fonction=Fonction.PRINCIPAL)
        with pytest.raises(PermissionDenied):
            leave(by=scope.actor, agent=agent_of(other))
    assert (agent_of(main).fonction, agent_of(other).fonction) == ("mediateur", "principal")


@pytest.mark.parametrize("goes", [True, False], ids=["leaves", "becomes assistant"])
def test_open_cases_of_who_decides_no_more_wait_for_somebody_else(office, goes):
    collectivite, main = office
    mediator, saisine = make_agent(collectivite), make_saisine(collectivite)
    with open_scope(acting_as(main)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
        if goes:
            assert leave(by=scope.actor, agent=agent_of(mediator)) == 1
        else:
            change_place(by=scope.actor, agent=agent_of(mediator), fonction=Fonction.ASSISTANT)
    assert Saisine.objects.get().mediateur is None
    assert Ligne.objects.filter(fait="liberation").count() == 1
    assert agent_of(mediator).ended_on == (clock.today() if goes else None)
    with open_scope(acting_as(mediator)):
        assert Saisine.objects.exists() is not goes


def removed(by, user):
    with open_scope(acting_as(by)) as scope:
        end_membership(by=scope.actor, membership=Membership.objects.current().get(user=user))


@pytest.mark.parametrize("at_the_office", [True, False], ids=["who removes is of the office", "is not"])
def test_whoever_is_removed_from_the_organisation_is_of_its_office_no_more(office, at_the_office):
    collectivite, main = office
    mediator, saisine = make_agent(collectivite), make_saisine(collectivite)
    by = main if at_the_office else make_membership(organisation=collectivite.organisation, role="gestionnaire").user
    with open_scope(acting_as(main)) as scope:
        assign(by=scope.actor, saisine=saisine, to=mediator)
        write_task(by=scope.actor, saisine=saisine, words="Appeler", due_on=clock.today(), to=mediator)
    removed(by, mediator)
    assert agent_of(mediator).ended_on == clock.today()
    assert Saisine.objects.get().mediateur is None
    assert Tache.objects.get().user is None
    assert Ligne.objects.filter(fait="liberation").count() == 1
    with open_scope(acting_as(main)):
        lines = JournalEntry.objects.filter(verb="mediature.agent", organisation=collectivite.organisation_id)
        assert lines.last().actor_key == acting_as(by).key
    with open_scope(acting_as(mediator)):
        assert not Saisine.objects.exists()


def test_the_main_mediator_who_is_removed_leaves_the_place_empty_and_their_cases_free(office):
    collectivite, main = office
    other = make_membership(organisation=collectivite.organisation, role="gestionnaire").user
    saisine = make_saisine(collectivite)
    with open_scope(acting_as(main)) as scope:
        assign(by=scope.actor, saisine=saisine, to=main)
    removed(other, main)
    assert not Agent.objects.current().exists()
    assert Saisine.objects.get().mediateur is None


def test_whoever_comes_back_to_the_organisation_is_not_at_the_office_without_being_called(office):
    collectivite, main = office
    mediator = make_agent(collectivite)
    make_saisine(collectivite)
    removed(main, mediator)
    make_membership(mediator, collectivite.organisation)
    with open_scope(acting_as(mediator)):
        assert not Saisine.objects.exists()


def test_a_member_of_another_organisation_who_leaves_it_keeps_their_place_here(office):
    collectivite, _ = office
    mediator = make_agent(collectivite)
    elsewhere = make_membership(mediator)
    manager = make_membership(organisation=elsewhere.organisation, role="gestionnaire").user
    with open_scope(acting_as(manager)) as scope:
        end_membership(by=scope.actor, membership=elsewhere)
    assert agent_of(mediator).ended_on is None
