"""Lists of organisations and of their people; as many queries for one row as for a thousand."""

from django.db.models import Count, Q

from parvis.core.organisations.models import Invitation, Membership, Organisation
from parvis.core.organisations.models.invitation import InvitationQuerySet
from parvis.core.organisations.models.membership import MembershipQuerySet
from parvis.core.organisations.models.organisation import OrganisationQuerySet
from parvis.kernel.actor import Actor


def my_memberships(actor: Actor) -> MembershipQuerySet:
    """The organisations of the actor, with the role held in each."""
    mine = Membership.objects.current().filter(user_id=int(actor.identifier))
    return mine.select_related("organisation").order_by("organisation__name", "pk")


def members_of(organisation: Organisation, actor: Actor) -> MembershipQuerySet:
    """Who belongs to ``organisation`` today, in alphabetical order."""
    members = Membership.objects.visible_to(actor).current().filter(organisation=organisation)
    return members.select_related("user").order_by("user__last_name", "user__first_name", "pk")


def pending_invitations(organisation: Organisation, actor: Actor) -> InvitationQuerySet:
    """Invitations still waiting for an answer, the most recent first."""
    return Invitation.objects.visible_to(actor).pending().filter(organisation=organisation).order_by("-created_at")


def search_organisations(actor: Actor, words: str) -> OrganisationQuerySet:
    """Organisations by a part of their name or by their number, with how many people belong to each."""
    found = Organisation.objects.visible_to(actor)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(siret__startswith=word) | Q(rna__iexact=word))
    current = Count("memberships", filter=Q(memberships__ended_on__isnull=True))
    return found.annotate(members=current).order_by("name", "pk")
