"""An invitation to join an organisation, bound to one e-mail address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models

from parvis.core.organisations.enums import Role
from parvis.core.organisations.models.organisation import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor

VALIDITY = timedelta(days=14)
SALT = "parvis.organisations.invitation"


def two_weeks_hence() -> datetime:
    """When an invitation made now expires."""
    return clock.now() + VALIDITY


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked, expired or not."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def visible_to(self, actor: Actor) -> "InvitationQuerySet":
        """All to platform administrators, their organisation's to those who manage it."""
        if actor.platform_administrator:
            return self.all()
        return self.filter(organisation__in=[pk for pk, role in actor.roles if role == Role.GESTIONNAIRE])


class Invitation(models.Model):
    """Somebody is invited, by e-mail, in a role, for a limited time."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name="organisation"
    )
    email = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=20, choices=Role.choices, default=Role.MEMBRE)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="invité par"
    )
    created_at = models.DateTimeField("envoyée le", default=clock.now)
    expires_at = models.DateTimeField("valable jusqu’au", default=two_weeks_hence)
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_pending_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def token(self) -> str:
        """What the link of the mail carries: this invitation, its organisation and its address, signed."""
        return str(signing.Signer(salt=SALT).sign_object([self.pk, self.organisation_id, self.email]))

    @property
    def open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > clock.now()
