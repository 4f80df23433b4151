"""Who works in the office of a mediator."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Fonction


class AgentQuerySet(models.QuerySet["Agent"]):
    """Agents."""

    def current(self) -> "AgentQuerySet":
        """Those who have not left."""
        return self.filter(ended_on=None)

    def visible_to(self, actor: Actor) -> "AgentQuerySet":
        """Those of the offices that ``actor`` belongs to; all to the administrators of the platform."""
        return self if actor.platform_administrator else self.filter(organisation__in=actor.organisations)


class Agent(models.Model):
    """Somebody of the office of a mediator, and what they do there.

    Once the account is deleted, the database writes here whose it was: for a while it still says who handled what.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="personne"
    )
    name = models.CharField("nom, une fois le compte supprimé", max_length=302, blank=True, editable=False)
    former = models.BigIntegerField("numéro du compte supprimé", null=True, blank=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    fonction = models.CharField("fonction", max_length=12, choices=Fonction)
    since = models.DateField("depuis le", default=clock.today)
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    objects: ClassVar[models.Manager["Agent"]] = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = "agent"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], condition=Q(ended_on=None), name="agent_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_on=None, fonction=Fonction.PRINCIPAL),
                name="agent_one_principal",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_fonction_display())
