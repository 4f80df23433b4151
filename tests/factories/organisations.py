"""Organisations and their people."""

from itertools import count

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from parvis.core.accounts.models import User
from parvis.core.organisations.models import Invitation, Membership, Organisation
from tests.factories.accounts import make_user

_numbers = count(1)


def make_person(**fields) -> User:
    """An account like any other, with an address of its own."""
    number = next(_numbers)
    return make_user(**({"email": f"personne{number}@exemple.fr", "last_name": f"Dupont {number}"} | fields))


def make_organisation(**fields) -> Organisation:
    return Organisation.objects.create(**({"name": f"Association {next(_numbers)}", "kind": "association"} | fields))


def make_membership(user=None, organisation=None, **fields) -> Membership:
    return Membership.objects.create(
        user=user or make_person(), organisation=organisation or make_organisation(), **fields
    )


def make_invitation(organisation=None, **fields) -> Invitation:
    given = {"email": f"invite{next(_numbers)}@exemple.fr"}
    return Invitation.objects.create(organisation=organisation or make_organisation(), **(given | fields))


def enter(client, user):
    """Open a session for ``user`` without the form; within a scope."""
    session = client.session
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return client
