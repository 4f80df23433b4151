"""Every route, as every role, on a foreign organisation: nothing of it is ever shown."""

from dataclasses import dataclass

import pytest

from parvis.core.organisations.enums import Role
from parvis.core.privacy.models import DecisionTaken
from parvis.products.mediature.enums import Fonction
from parvis.products.mediature.models import Note
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.organisations import (
    enter,
    make_invitation,
    make_membership,
    make_organisation,
    make_person,
)
from tests.factories.routes import every_address

CANARY = "Secretissime"


@dataclass
class Foreign:
    """What belongs to an organisation that nobody here belongs to."""

    organisation: int
    membership: int
    invitation: int
    saisine: str


@pytest.fixture
def foreign(acting, db) -> Foreign:
    organisation = make_organisation(name=f"CCAS {CANARY}", address=f"3 rue {CANARY}")
    person = make_person(email=f"agent@{CANARY.lower()}.example", first_name="Agent", last_name=CANARY)
    membership = make_membership(person, organisation, role=Role.GESTIONNAIRE)
    invitation = make_invitation(organisation, email=f"invite@{CANARY.lower()}.example")
    DecisionTaken.objects.create(
        service="coop", decision="D-000-a", digest="x", reading="x", adopted=True, reason=CANARY, signatory=CANARY,
        quality="x", organisation=organisation.pk,
    )  # fmt: skip
    office = make_collectivite(organisation, slug="ville-etrangere", name="Ville étrangère")
    saisine = make_saisine(
        office, first_name=CANARY, last_name=CANARY, facts=CANARY, email=f"moi@{CANARY.lower()}.example"
    )
    Note.objects.create(saisine=saisine, author=make_agent(office), text=CANARY)
    return Foreign(organisation.pk, membership.pk, invitation.pk, saisine.number)


def addresses(foreign: Foreign) -> dict[str, str]:
    """One address for each route that has a name; arguments are the foreign objects, or guesses."""
    given = {
        "membership": foreign.membership,
        "invitation": foreign.invitation,
        "organisation": foreign.organisation,
        "pk": foreign.organisation,
        # What is declared is nobody's: these pages are walked for what is written beside it.
        "service": "coop",
        "key": "D-000-a",
        "activity": "suivi",
        "slug": "la-coop",
        "number": foreign.saisine,
    }
    page = {"mediature:collectivite": "ville-etrangere"}
    return every_address(
        lambda route, argument: page.get(route, given["slug"]) if argument == "slug" else given.get(argument)
    )


ROLES = ["visitor", "person", Role.MEMBRE, Role.GESTIONNAIRE, Role.DPO, *Fonction]


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_a_foreign_organisation_is_ever_shown(foreign, client, role):
    if role == "person":
        enter(client, make_person())
    elif role in set(Fonction):
        enter(client, make_agent(make_collectivite(), role))
    elif role != "visitor":
        enter(client, make_membership(role=role).user)
    client.raise_request_exception = False
    shown, failed = [], []
    crawled = addresses(foreign)
    for name, address in crawled.items():
        answer = client.get(address)
        body = answer.getvalue() if answer.streaming else answer.content
        if answer.status_code >= 500 and answer.status_code != 503:
            failed.append(f"{name}: {answer.status_code}")
        if CANARY.lower() in (body.decode(errors="replace") + str(answer.headers)).lower():
            shown.append(name)
    assert len(crawled) >= 30
    assert (shown, failed) == ([], [])


def test_a_leak_would_be_seen(foreign, client):
    from parvis.core.accounts.models import User

    user = User.objects.get(last_name=CANARY)
    enter(client, user)
    shown = [
        name
        for name, address in addresses(foreign).items()
        if name.startswith("organisations:") and CANARY.lower() in client.get(address).content.decode().lower()
    ]
    assert len(shown) >= 4
