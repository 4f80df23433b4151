"""Two organisations that must know nothing of each other."""

from types import SimpleNamespace

import pytest

from parvis.core.organisations.enums import Role
from tests.factories.organisations import make_invitation, make_membership, make_organisation, make_person


def make_world(word: str) -> SimpleNamespace:
    """An organisation with its people and an invitation, all of whose texts hold ``word``."""
    organisation = make_organisation(name=f"CCAS {word}", address=f"3 rue {word}")
    people = {
        role: make_membership(
            make_person(first_name=role, last_name=word, email=f"{role}@{word.lower()}.example"),
            organisation,
            role=role,
        )
        for role in (Role.GESTIONNAIRE, Role.MEMBRE)
    }
    return SimpleNamespace(
        organisation=organisation,
        gestionnaire=people[Role.GESTIONNAIRE],
        membre=people[Role.MEMBRE],
        invitation=make_invitation(organisation, email=f"invite@{word.lower()}.example"),
    )


@pytest.fixture
def ours(acting, db):
    return make_world("Nousautres")


@pytest.fixture
def theirs(acting, db):
    return make_world("Secretissime")
