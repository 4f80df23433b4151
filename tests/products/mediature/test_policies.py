"""The office of a mediator: who works there, who decides, who leads; nobody else has any part in it."""

import pytest

from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import open_scope
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Agent
from parvis.products.mediature.policies import DECIDES, LEADS, WORKS
from tests.factories.accounts import make_user
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_membership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fonction", "decides", "leads"),
    [
        (Fonction.PRINCIPAL, True, True),
        (Fonction.MEDIATEUR, True, False),
        (Fonction.ASSISTANT, False, False),
    ],
)
def test_an_assistant_prepares_a_mediator_decides_the_main_one_leads(acting, fonction, decides, leads):
    collectivite = make_collectivite()
    saisine, actor = make_saisine(collectivite), acting_as(make_agent(collectivite, fonction))
    with open_scope(actor):
        assert WORKS.allows(actor)
        assert (WORKS.allows(actor, saisine), DECIDES.allows(actor, saisine), LEADS.allows(actor, saisine)) == (
            True, decides, leads,
        )  # fmt: skip


def test_nobody_else_has_a_part_in_it(acting):
    collectivite = make_collectivite()
    saisine = make_saisine(collectivite)
    member = make_membership(organisation=collectivite.organisation).user
    gone = make_agent(collectivite)
    Agent.objects.filter(user=gone).update(ended_on="2026-01-01")
    administrator = make_user("admin@parvis.example", is_platform_administrator=True)
    others = [
        VISITOR, holder_of(saisine), acting_as(make_agent(make_collectivite())), acting_as(member), acting_as(gone),
        acting_as(administrator),
    ]  # fmt: skip
    for actor in others:
        with open_scope(actor):
            assert not any(policy.allows(actor, saisine) for policy in (WORKS, DECIDES, LEADS)), actor.key


def test_who_works_in_no_office_enters_none(acting):
    actor = acting_as(make_user("seul@exemple.fr"))
    with open_scope(actor):
        assert not WORKS.allows(actor)
