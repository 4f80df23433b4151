"""Only rows about the person, only columns of the processing, checked by the model, old value in no trace."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.rights.answering import Answer, answer
from parvis.core.privacy.actions.rights.limiting import announce_lifting, lift
from parvis.core.privacy.actions.rights.rectifying import rectify
from parvis.core.privacy.enums.rights import Channel, State
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.scope import reading_restricted
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, file_request, only_leg, private

pytestmark = pytest.mark.django_db
DPO = system("tests")


@pytest.fixture
def filed(acting):
    user = make_person(email=EMAIL, first_name="Zelie")
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    return lambda right: only_leg(file_request(rights=[right], **given))


@pytest.fixture
def leg(filed):
    return filed(Right.RECTIFY)


def test_a_name_is_put_right(leg):
    rectify(by=DPO, leg=leg, changes={("accounts.User", str(leg.account), "first_name"): "Zélie"})
    assert User.objects.get(pk=leg.account).first_name == "Zélie"


@pytest.mark.parametrize("column", ["password", "email", "is_platform_administrator", "id", "last_login"])
def test_what_is_not_theirs_to_rectify_is_refused(leg, column):
    with pytest.raises(ValidationError, match="pas de celles"):
        rectify(by=DPO, leg=leg, changes={("accounts.User", str(leg.account), column): "x"})


def test_somebody_else_is_never_rectified(leg):
    other = make_person(first_name="Ana")
    with pytest.raises(ValidationError, match="pas de celles"):
        rectify(by=DPO, leg=leg, changes={("accounts.User", str(other.pk), "first_name"): "x"})
    other.refresh_from_db()
    assert other.first_name == "Ana"


def test_a_value_is_checked_by_its_model(leg):
    with pytest.raises(ValidationError):
        rectify(by=DPO, leg=leg, changes={("accounts.User", str(leg.account), "first_name"): "x" * 500})
    with pytest.raises(ValidationError, match="au moins une"):
        rectify(by=DPO, leg=leg, changes={})


def first_name(leg):
    with reading_restricted("test"):
        return User.objects.get(pk=leg.account).first_name


def test_what_a_limitation_froze_is_not_rectified_until_it_is_lifted(filed):
    limitation, leg = filed(Right.RESTRICT), filed(Right.RECTIFY)
    answer(by=DPO, leg=limitation, given=Answer(State.ANSWERED), link=private)
    changes = {("accounts.User", str(leg.account), "first_name"): "Zélie"}
    wanted = Answer(State.ANSWERED, changes=changes)
    with pytest.raises(ValidationError) as refused:
        answer(by=DPO, leg=leg, given=wanted, link=private)
    said = " ".join(refused.value.messages)
    assert "Rien n’est rectifié" in said
    assert "Zelie" in said
    assert limitation.request.number in said
    assert "annoncez d’abord sa fin" in said
    assert first_name(leg) == "Zelie"
    leg.refresh_from_db()
    assert leg.state == State.OPEN
    announce_lifting(by=DPO, leg=limitation, reason="Vérification finie.", link=private)
    with clock.frozen(clock.now() + timedelta(days=16)):
        lift(by=DPO, leg=limitation)
        answer(by=DPO, leg=leg, given=wanted, link=private)
    assert first_name(leg) == "Zélie"


def test_whoever_reads_what_is_only_stored_does_not_write_it_for_that(filed):
    limitation, leg = filed(Right.RESTRICT), filed(Right.RECTIFY)
    answer(by=DPO, leg=limitation, given=Answer(State.ANSWERED), link=private)
    with reading_restricted("test"), pytest.raises(ValidationError, match="Une limitation est en cours"):
        rectify(by=DPO, leg=leg, changes={("accounts.User", str(leg.account), "first_name"): "Zélie"})
    assert first_name(leg) == "Zelie"


def test_a_letter_already_sent_is_not_rectified(leg):
    answer(by=DPO, leg=leg, given=Answer(State.REFUSED, ground="accurate"), link=private)
    step = leg.request.steps.exclude(sent="").latest("at")
    with pytest.raises(ValidationError, match="pas de celles"):
        rectify(by=DPO, leg=leg, changes={("privacy.RightsStep", str(step.pk), "sent"): "x"})


def test_a_character_that_the_database_does_not_take_is_refused(leg):
    with pytest.raises(ValidationError):
        rectify(by=DPO, leg=leg, changes={("accounts.User", str(leg.account), "first_name"): "Zé\x00lie"})
