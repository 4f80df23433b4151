"""What left a case for a court, on what ground, and who decided it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Fondement
from parvis.products.mediature.models.saisine import Saisine


class ProductionQuerySet(models.QuerySet["Production"]):
    """Productions in court."""

    def visible_to(self, actor: Actor) -> "ProductionQuerySet":
        """Those of the cases of one's office."""
        return self.filter(saisine__organisation__in=actor.organisations)


class Production(models.Model):
    """That documents of a case left for a court: which, on what ground, why. Written once.

    ``items`` names each with the digest of its content, so that what a court shows can be compared. ``name`` outlives
    the account of who decided; ``consents`` tells who lifted the secrecy of the mediation, when and how.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="productions", verbose_name="saisine")
    court = models.CharField("juridiction", max_length=200)
    fondement = models.CharField("fondement", max_length=12, choices=Fondement)
    reasons = models.TextField("motifs", max_length=4000)
    consents = models.TextField("accord des parties", max_length=2000, blank=True)
    items = models.JSONField("ce qui est sorti")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="décidé par"
    )
    name = models.CharField("nom", max_length=300)
    at = models.DateTimeField("le", default=clock.now)

    objects: ClassVar[models.Manager["Production"]] = ProductionQuerySet.as_manager()

    class Meta:
        verbose_name = "production au juge"
        verbose_name_plural = "productions au juge"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fondement=Fondement.ACCORD) & ~Q(consents="")
                | ~Q(fondement=Fondement.ACCORD) & Q(consents=""),
                name="production_says_who_agreed",
            )
        ]

    def __str__(self) -> str:
        return f"production {self.pk}"
