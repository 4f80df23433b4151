"""Inviting somebody by e-mail, and joining."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.journal.actions import record
from parvis.core.notifications.actions.sending import notify
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.events import Joined
from parvis.core.organisations.models import Invitation, Membership, Organisation
from parvis.core.organisations.models.invitation import two_weeks_hence
from parvis.core.organisations.queries.invitations import invitation_scope
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import publish
from parvis.kernel.declarations.notifications import Message, messages

INVITATION = messages.register(
    Message(
        "organisations.invitation",
        "Inviter une personne dans une organisation",
        "{{ organisation }} vous invite",
        action="Répondre à l’invitation",
    )
)
CONTACT = "plateforme.organisations.contacts"
Link = Callable[[str], str]
"""Makes the address to open out of an invitation's token."""


@transaction.atomic
def invite(*, by: Actor, organisation: Organisation, email: str, role: str, link: Link) -> Invitation:
    """Invite ``email``; ValidationError when that address already belongs or is already invited."""
    email = email.strip().lower()
    if Membership.objects.current().filter(organisation=organisation, user__email=email).exists():
        raise ValidationError("Cette personne fait déjà partie de l’organisation.", code="member")
    if Invitation.objects.pending().filter(organisation=organisation, email=email).exists():
        raise ValidationError("Cette adresse est déjà invitée : relancez l’invitation depuis la liste.", code="invited")
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by_id=int(by.identifier) if by.signed_in else None,
    )
    _send(by, invitation, link)
    _record(by, "invitation.create", invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, by: Actor, invitation: Invitation, link: Link) -> None:
    """Send the mail again and give two more weeks."""
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError("Cette invitation n’est plus en attente.", code="closed")
    invitation.expires_at = two_weeks_hence()
    invitation.save(update_fields=["expires_at"])
    _send(by, invitation, link)
    _record(by, "invitation.resend", invitation)


@transaction.atomic
def revoke_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Make the link of the mail useless."""
    if invitation.accepted_at or invitation.revoked_at:
        return
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    _record(by, "invitation.revoke", invitation)


@transaction.atomic
def accept_invitation(*, by: Actor, invitation: Invitation, user: User) -> Membership:
    """Join the organisation; ValidationError when the invitation is somebody else's or is over."""
    if user.email.lower() != invitation.email:
        raise ValidationError("Cette invitation a été envoyée à une autre adresse que la vôtre.", code="email")
    with invitation_scope(invitation.organisation_id):
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not held.open:
            raise ValidationError("Cette invitation n’est plus valable : demandez-en une nouvelle.", code="closed")
        held.accepted_at = clock.now()
        held.save(update_fields=["accepted_at"])
        membership = add_member(by=by, organisation=invitation.organisation, user=user, role=held.role)
        _record(by, "invitation.accept", held)
        publish(Joined(by, held.pk, held.organisation_id, user.pk))
    return membership


def _send(by: Actor, invitation: Invitation, link: Link) -> None:
    context = {
        "organisation": invitation.organisation.name,
        "invitation": invitation,
        "url": link(invitation.token),
    }
    notify(INVITATION.key, to=invitation.email, context=context, by=by)


def _record(by: Actor, verb: str, invitation: Invitation) -> None:
    record(
        by=by,
        verb=verb,
        subjects=[f"organisations.Invitation:{invitation.pk}"],
        categories=[CONTACT],
        organisation=invitation.organisation_id,
        object_key=f"organisations.Invitation:{invitation.pk}",
    )
