"""Only rows about the person, only columns of the processing, checked by the model, old value in no trace."""

import pytest
from django.core.exceptions import ValidationError

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.rights.rectifying import rectify
from parvis.core.privacy.enums.rights import Channel
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.declarations.privacy import Right
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, file_request, only_leg

pytestmark = pytest.mark.django_db
DPO = system("tests")


@pytest.fixture
def leg(acting):
    user = make_person(email=EMAIL, first_name="Zelie")
    actor = Actor(ActorKind.USER, identifier=str(user.pk), label=str(user))
    given = {"service": "plateforme", "by": actor, "channel": Channel.ACCOUNT, "email": ""}
    return only_leg(file_request(rights=[Right.RECTIFY], **given))


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
