"""How an office comes to the platform, and how people come to an office."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.geography.enums import Niveau
from parvis.core.organisations.models import Invitation, Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import EtatAdhesion, Fonction


class OfficeInvitationQuerySet(models.QuerySet["OfficeInvitation"]):
    """Invitations to an office."""

    def pending(self) -> "OfficeInvitationQuerySet":
        """Those that nobody accepted or cancelled, over or not."""
        return self.filter(invitation__accepted_at=None, invitation__revoked_at=None)

    def visible_to(self, actor: Actor) -> "OfficeInvitationQuerySet":
        """Those of the organisations that ``actor`` acts for; all to the administrators of the platform."""
        return self if actor.platform_administrator else self.filter(organisation__in=actor.organisations)


class OfficeInvitation(models.Model):
    """What somebody who is invited to the organisation will do in its office, once they accept."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="+", verbose_name="invitation")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    fonction = models.CharField("fonction", max_length=12, choices=Fonction)

    objects: ClassVar[models.Manager["OfficeInvitation"]] = OfficeInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation au bureau"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.get_fonction_display())


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    """Requests to open a page."""

    def waiting(self) -> "AdhesionQuerySet":
        """Those that nobody decided."""
        return self.filter(etat=EtatAdhesion.EN_ATTENTE)

    def visible_to(self, actor: Actor) -> "AdhesionQuerySet":
        """One's own; all to the administrators of the platform."""
        if actor.platform_administrator:
            return self
        return self.filter(user=int(actor.identifier)) if actor.signed_in else self.none()


class Adhesion(models.Model):
    """Somebody asks to open the page of an authority, and to be its main mediator or to name one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="personne")
    niveau = models.CharField("niveau", max_length=12, choices=Niveau)
    code = models.CharField("code INSEE ou SIREN du territoire", max_length=9)
    name = models.CharField("nom", max_length=150)
    representative = models.CharField("représentant légal", max_length=150)
    representative_title = models.CharField("qualité du représentant légal", max_length=150)
    words = models.TextField("qui vous êtes, et la délibération", max_length=2000)
    asked_at = models.DateTimeField("demandée le", default=clock.now)
    etat = models.CharField("état", max_length=10, choices=EtatAdhesion, default=EtatAdhesion.EN_ATTENTE)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    reasons = models.TextField("motif du refus", max_length=2000, blank=True)

    objects: ClassVar[models.Manager["Adhesion"]] = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’adhésion"
        verbose_name_plural = "demandes d’adhésion"
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "niveau", "code"], condition=Q(etat="attente"), name="adhesion_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(etat="attente", decided_at=None) | (~Q(etat="attente") & Q(decided_at__isnull=False)),
                name="adhesion_decided_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name
