"""Limitation freezes the account, hides the contact, and ends only once the person was told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.accounts.models import User
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.limiting import announce_lifting, freeze, lift
from parvis.core.privacy.enums.rights import Channel, State, StepKind
from parvis.core.privacy.models import Restriction, Suppression
from parvis.core.privacy.queries.rights.following import followed
from parvis.core.privacy.queries.rights.people import person_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import reading_restricted
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, file_request, known_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


@pytest.fixture
def leg(acting):
    user = make_person(email=EMAIL)
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    return only_leg(file_request(rights=[Right.RESTRICT], **given))


def test_the_account_is_stored_and_nothing_else_until_she_was_told(leg):
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert not User.objects.filter(pk=leg.account).exists()
    with reading_restricted("test"):
        assert User.objects.filter(pk=leg.account).exists()
    assert only_leg(leg.request).state == State.ANSWERED, "the request itself is still followed"
    with pytest.raises(ValidationError, match="prévenue avant"):
        lift(by=DPO, leg=leg)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        announce_lifting(by=DPO, leg=leg, reason=" ", link=private)
    told = announce_lifting(by=DPO, leg=leg, reason="Vérification finie.", link=private)
    assert told == clock.today() + timedelta(days=15)
    with clock.frozen(clock.now() + timedelta(days=16)):
        lift(by=DPO, leg=leg)
        with pytest.raises(ValidationError, match="Aucune limitation"):
            lift(by=DPO, leg=leg)
    assert User.objects.filter(pk=leg.account).exists()
    kinds = list(leg.request.steps.order_by("at").values_list("kind", flat=True))
    assert kinds.index(StepKind.LIFTING_TOLD) < kinds.index(StepKind.LIFTED)


def test_letters_about_the_request_are_sent_and_shown_while_all_is_frozen(acting):
    leg = only_leg(known_request(service="plateforme", rights=[Right.RESTRICT]))
    before = set(Outgoing.objects.filter(recipient=EMAIL).values_list("pk", flat=True))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    announce_lifting(by=DPO, leg=leg, reason="Vérification finie.", link=private)
    written = Outgoing.objects.filter(recipient=EMAIL)
    assert before
    assert not written.filter(pk__in=before).exists()
    assert written.count() == 2
    shown = [step.sent for step in followed(leg.request).steps if step.sent]
    assert any("Vos données sont gelées" in words for words in shown)
    assert any("Vérification finie." in words for words in shown)


def test_without_account_only_the_contact_is_frozen(acting):
    leg = only_leg(known_request(rights=[Right.RESTRICT]))
    freeze(by=DPO, leg=leg, person=person_of(leg.request))
    assert not Restriction.objects.exists()
    assert Suppression.objects.filter(case=str(leg.pk)).count() == 1


def test_a_controller_freezes_what_it_answers_for_and_nothing_else(acting):
    user = make_person(email=EMAIL)
    request = known_request(rights=[Right.RESTRICT])
    assert request.account_id == user.pk
    answer(by=DPO, leg=only_leg(request), given=Answer(State.ANSWERED), link=private)
    assert User.objects.filter(pk=user.pk).exists(), "the reference of services answers for no account"


def test_rows_that_only_an_address_names_are_frozen_and_come_back(acting):
    sent = Outgoing.objects.create(key="x", recipient=EMAIL, sender="p@b.example", message_id="1")
    leg = only_leg(known_request(service="plateforme", rights=[Right.RESTRICT]))
    answer(by=DPO, leg=leg, given=Answer(State.ANSWERED), link=private)
    assert not Outgoing.objects.filter(pk=sent.pk).exists()
    announce_lifting(by=DPO, leg=leg, reason="Vérification finie.", link=private)
    with clock.frozen(clock.now() + timedelta(days=16)):
        lift(by=DPO, leg=leg)
    assert Outgoing.objects.filter(pk=sent.pk).exists()
