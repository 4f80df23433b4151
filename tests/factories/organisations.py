"""Organisations and their people."""

from itertools import count

from parvis.core.accounts.models import User
from parvis.core.organisations.models import Membership, Organisation

_numbers = count(1)


def make_user(**fields) -> User:
    number = next(_numbers)
    given = {"email": f"personne{number}@exemple.fr", "first_name": "Camille", "last_name": f"Dupont {number}"}
    return User.objects.create_user(**(given | fields))


def make_organisation(**fields) -> Organisation:
    return Organisation.objects.create(**({"name": f"Association {next(_numbers)}", "kind": "association"} | fields))


def make_membership(user=None, organisation=None, **fields) -> Membership:
    return Membership.objects.create(
        user=user or make_user(), organisation=organisation or make_organisation(), **fields
    )
