"""Every route, as every role, on a foreign organisation: nothing of it is ever shown."""

from dataclasses import dataclass

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from parvis.config.checks import routes
from parvis.core.organisations.enums import Role
from parvis.core.privacy.models import DecisionTaken
from tests.factories.organisations import (
    enter,
    make_invitation,
    make_membership,
    make_organisation,
    make_person,
)

CANARY = "Secretissime"
# They end the session or answer to another site's protocol.
LEFT_ASIDE = {"account_logout"}


@dataclass
class Foreign:
    """What belongs to an organisation that nobody here belongs to."""

    organisation: int
    membership: int
    invitation: int


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
    return Foreign(organisation.pk, membership.pk, invitation.pk)


def argument(name: str, foreign: Foreign) -> object:
    """A value for a route's argument: the foreign object where the name tells which."""
    return {
        "membership": foreign.membership,
        "invitation": foreign.invitation,
        "organisation": foreign.organisation,
        "pk": foreign.organisation,
        # What is declared is nobody's: these pages are walked for what is written beside it.
        "service": "coop",
        "key": "D-000-a",
        "activity": "suivi",
        "slug": "la-coop",
    }.get(name)


def addresses(foreign: Foreign) -> dict[str, str]:
    """One address for each route that has a name; arguments are the foreign objects, or guesses."""
    found = {}
    for path, name, _ in routes(get_resolver().url_patterns):
        if not name.rpartition(":")[2] or name in LEFT_ASIDE:
            continue
        for converters in possibilities(name):
            given = {}
            for key, converter in converters.items():
                value = argument(key, foreign)
                given[key] = value if value is not None else guess(converter)
            try:
                found[f"{name} {path}"] = reverse(name, kwargs=given)
            except NoReverseMatch:
                continue
    return found


def possibilities(name: str) -> list[dict[str, object]]:
    """The converters of the arguments of each way to reverse ``name``."""
    *namespaces, last = name.split(":")
    resolver = get_resolver()
    prefixed: dict[str, object] = {}
    for namespace in namespaces:
        _, resolver = resolver.namespace_dict[namespace]
    ways = resolver.reverse_dict.getlist(last)
    return [prefixed | {key: converters.get(key) for key in parameters} for [(_, parameters)], _, _, converters in ways]


def guess(converter: object) -> object:
    """A value that the converter accepts and that names nothing."""
    for value in (999_999, "00000000-0000-4000-8000-000000000000", "devine", "2026-01-01"):
        try:
            if converter is None or str(value) == converter.to_url(converter.to_python(str(value))):
                return value
        except (ValueError, AttributeError):
            continue
    return "devine"


ROLES = ["visitor", "person", Role.MEMBRE, Role.GESTIONNAIRE, Role.DPO]


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_a_foreign_organisation_is_ever_shown(foreign, client, role):
    if role == "person":
        enter(client, make_person())
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
