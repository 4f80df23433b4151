"""An invitation serves one address, once, for two weeks."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.actions.invitations import (
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from parvis.core.organisations.models import Invitation, Membership
from parvis.core.organisations.queries.actors import member_actor
from parvis.core.organisations.queries.invitations import find_invitation
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.scope import open_scope
from tests.factories.organisations import make_person

BY = system("tests")


def link(token):
    return f"https://parvis.example/organisations/invitation/{token}/"


def send(ours, email="Nouvelle@Valdoye.example"):
    return invite(by=BY, organisation=ours.organisation, email=email, role="membre", link=link)


def test_an_invitation_is_sent_with_its_link(ours):
    invitation = send(ours)
    mail = Outgoing.objects.get(recipient="nouvelle@valdoye.example")
    assert mail.subject == "CCAS Nousautres vous invite"
    assert link(invitation.token) in mail.text


def test_somebody_is_not_invited_twice(ours):
    send(ours)
    with pytest.raises(ValidationError, match="déjà invitée"):
        send(ours, "NOUVELLE@valdoye.example")
    with pytest.raises(ValidationError, match="fait déjà partie"):
        send(ours, ours.membre.user.email)


def test_the_person_invited_joins_in_the_role_offered(ours):
    invitation = send(ours)
    user = make_person(email="nouvelle@valdoye.example")
    with open_scope(member_actor(user)) as scope:
        found = find_invitation(invitation.token)
        accept_invitation(by=scope.actor, invitation=found, user=user)
    assert member_actor(user).roles == ((ours.organisation.pk, "membre"),)
    with pytest.raises(ValidationError, match="plus valable"):
        accept_invitation(by=BY, invitation=found, user=user)
    assert Membership.objects.filter(user=user).count() == 1


def test_another_account_cannot_use_it(ours):
    invitation, other = send(ours), make_person()
    with pytest.raises(ValidationError, match="autre adresse"):
        accept_invitation(by=BY, invitation=invitation, user=other)
    assert not Membership.objects.filter(user=other).exists()


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_an_invitation_that_is_over_opens_nothing(ours, end):
    invitation = send(ours)
    user = make_person(email="nouvelle@valdoye.example")
    if end == "revoked":
        revoke_invitation(by=BY, invitation=invitation)
    later = clock.now() + timedelta(days=15 if end == "expired" else 0)
    with clock.frozen(later), pytest.raises(ValidationError, match="plus valable"):
        accept_invitation(by=BY, invitation=invitation, user=user)


def test_sending_again_gives_two_more_weeks(ours):
    invitation = send(ours)
    with clock.frozen(clock.now() + timedelta(days=20)):
        assert not invitation.open
        resend_invitation(by=BY, invitation=invitation, link=link)
        assert invitation.open
    assert Outgoing.objects.filter(recipient=invitation.email).count() == 2
    revoke_invitation(by=BY, invitation=invitation)
    with pytest.raises(ValidationError, match="plus en attente"):
        resend_invitation(by=BY, invitation=invitation, link=link)


def test_a_link_opens_its_invitation_and_no_other(ours, theirs):
    with open_scope(VISITOR):
        assert find_invitation(ours.invitation.token) == ours.invitation
        assert find_invitation(ours.invitation.token[:-1]) is None
        assert find_invitation("n’importe quoi") is None
        assert not Invitation.objects.exists()


def test_a_link_sent_before_the_address_was_changed_is_dead(ours):
    token = ours.invitation.token
    ours.invitation.email = "autre@valdoye.example"
    ours.invitation.save()
    assert find_invitation(token) is None
