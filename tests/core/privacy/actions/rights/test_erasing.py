"""Erasure: the same engine as the night's, and never what the law obliges to keep."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.accounts.models import User
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.holding import approve_hold, ask_hold
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.enums.rights import Channel, Ground, State, StepKind
from parvis.core.privacy.models import RightsRequest, RightsStep, Suppression
from parvis.core.privacy.queries.rights.catalogue import erasable
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import Right, services
from parvis.products.data_inclusion.models import ErrorReport
from tests.factories.data_inclusion import import_services, offer
from tests.factories.organisations import make_membership, make_person
from tests.factories.rights import EMAIL, file_request, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


@pytest.fixture
def leg(acting):
    user = make_membership(make_person(email=EMAIL)).user
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    return only_leg(file_request(rights=[Right.ERASE], **given))


def test_the_account_goes_and_the_proof_stays(leg):
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert not User.objects.filter(pk=leg.account).exists()
    request = RightsRequest.objects.get()
    assert (request.account_id, request.email, request.closed_at is not None) == (None, EMAIL, True)
    assert only_leg(request).state == State.ANSWERED
    assert Suppression.objects.count() == 1


def test_what_the_law_obliges_to_keep_is_not_erasable():
    service = services.get("plateforme")
    keys = erasable("plateforme", [activity.key for activity in service.activities])
    assert "plateforme.comptes.identite" in keys
    assert not {key for key in keys if key.startswith(("plateforme.journal", "plateforme.droits"))}


def test_a_refusal_erases_nothing(leg):
    answer(by=DPO, leg=leg, given=Answer(State.REFUSED, Ground.LEGAL_DUTY), link=private)
    assert User.objects.filter(pk=leg.account).exists()


def test_a_legal_hold_is_said_to_whoever_answers_and_nothing_is_done(leg):
    one, other = make_person(), make_person()
    hold = ask_hold(
        by=Actor(ActorKind.USER, identifier=str(one.pk), platform_administrator=True), person=f"accounts.User:{leg.account}",
        category="plateforme.comptes.identite", reason="Litige en cours", ground="article 17-3 e) du RGPD",
        until=clock.today() + timedelta(days=90),
    )  # fmt: skip
    approve_hold(by=Actor(ActorKind.USER, identifier=str(other.pk)), hold=hold)
    with pytest.raises(ValidationError, match="suspension légale"):
        answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert User.objects.filter(pk=leg.account).exists()
    assert only_leg(leg.request).state == State.OPEN


def test_who_is_known_by_a_link_is_erased_as_well(acting, client):
    import_services([offer(1)])
    client.post("/trouver/services/essai--s1/signaler/", {"wrong": "horaires", "email": EMAIL})
    assert ErrorReport.objects.filter(email=EMAIL).count() == 1
    leg = only_leg(known_request(service="plateforme", rights=[Right.ERASE]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert not ErrorReport.objects.filter(email=EMAIL).exists()
    assert not Outgoing.objects.filter(recipient=EMAIL).exclude(key="privacy.rights_news").exists()
    letter = RightsStep.objects.get(kind=StepKind.ANSWERED).sent
    assert "La loi nous oblige à garder" in letter
