"""Who belongs to an organisation, in which role, and until when."""

from django.conf import settings
from django.db import models

from parvis.core.organisations.enums import Role
from parvis.core.organisations.models.organisation import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def current(self) -> "MembershipQuerySet":
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        """All to platform administrators; otherwise one's own and those of one's organisations."""
        if actor.platform_administrator:
            return self.all()
        own = models.Q(user_id=int(actor.identifier)) if actor.signed_in else models.Q(pk__in=[])
        return self.filter(own | models.Q(organisation__in=actor.organisations))


class Membership(models.Model):
    """A person in an organisation; a leaver keeps an ended membership, which opens nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="personne"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=20, choices=Role.choices, default=Role.MEMBRE)
    since = models.DateField("depuis le", default=clock.today)
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rattachement"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(ended_on__isnull=True),
                name="membership_current_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
