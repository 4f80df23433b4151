"""Who manages."""

from parvis.core.organisations.models import Organisation
from parvis.core.organisations.policies import MANAGES
from parvis.kernel.actor import VISITOR, Actor, ActorKind

OURS, THEIRS = Organisation(pk=1), Organisation(pk=2)


def actor(role, **more):
    return Actor(ActorKind.USER, "5", roles=((1, role),), **more)


def test_a_gestionnaire_manages_the_organisation_and_no_other():
    assert MANAGES.allows(actor("gestionnaire"), OURS)
    assert not MANAGES.allows(actor("gestionnaire"), THEIRS)
    assert not MANAGES.allows(actor("gestionnaire"))


def test_a_member_and_a_visitor_do_not():
    assert not MANAGES.allows(actor("membre"), OURS)
    assert not MANAGES.allows(VISITOR, OURS)


def test_an_administrator_manages_all():
    assert MANAGES.allows(actor("membre", platform_administrator=True), THEIRS)
