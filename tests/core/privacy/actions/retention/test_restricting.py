"""Whoever is restricted is seen nowhere, touched by nothing, and read only for a reason."""

import pytest
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.organisations.models import Membership
from parvis.core.privacy.actions.retention.restricting import lift, reading_despite_restriction, restrict
from parvis.kernel.actor import system
from tests.factories.organisations import make_membership, make_person

BY = system("tests")


def key(user):
    return f"accounts.User:{user.pk}"


def test_a_restricted_person_is_seen_nowhere(db, acting):
    user, other = make_person(), make_person()
    membership = make_membership(user)
    restrict(by=BY, person=key(user), reason="demande 12")
    assert not User.objects.filter(pk=user.pk).exists()
    assert User.objects.filter(pk=other.pk).exists()
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert User.objects.filter(pk=user.pk).update(first_name="X") == 0
    assert User.objects.filter(pk__in=[user.pk, other.pk]).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user WHERE id = %s", [user.pk])
        assert cursor.fetchone()[0] == 0
    with reading_despite_restriction(by=BY, person=key(user), reason="demande:12"):
        assert User.objects.get(pk=user.pk).first_name == "Camille"
    assert not User.objects.filter(pk=user.pk).exists()
    assert lift(by=BY, person=key(user)) == 1
    assert User.objects.filter(pk=user.pk).exists()
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_reading_what_is_restricted_needs_a_reason_and_leaves_a_line(db, acting):
    user = make_person()
    restrict(by=BY, person=key(user), reason="demande 12")
    with pytest.raises(LookupError), reading_despite_restriction(by=BY, person=key(user), reason=""):
        pass
    with reading_despite_restriction(by=BY, person=key(user), reason="demande:12"):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT object_key FROM journal_entry WHERE verb = 'restriction.read' ORDER BY recorded_at")
        assert ("demande:12",) in cursor.fetchall()
