"""Who files a saisine."""

from typing import ClassVar

from django.db import models

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind


class RequerantQuerySet(models.QuerySet["Requerant"]):
    """Requérants."""

    def visible_to(self, actor: Actor) -> "RequerantQuerySet":
        """Those of one's office; whoever holds the follow-up code of a saisine sees themselves."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(access=actor.identifier)
        return self.filter(organisation__in=actor.organisations)


class Requerant(models.Model):
    """A person, or who speaks for a body, in one office; the same person in two offices is known twice.

    ``access`` is the keyed digest of the follow-up code of the saisine that made this person known. ``done_on`` is when
    their last saisine ended, and is empty while one is open: from then runs the time that their data are kept.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    access = models.CharField("empreinte du code de suivi", max_length=64, db_index=True)
    first_name = models.CharField("prénom", max_length=100)
    last_name = models.CharField("nom", max_length=100)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    street = models.CharField("numéro et rue", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=10, blank=True)
    town = models.CharField("ville", max_length=100, blank=True)
    known_at = models.DateTimeField("connu depuis le", default=clock.now)
    done_on = models.DateField("dernière saisine terminée le", null=True, blank=True)

    objects: ClassVar[models.Manager["Requerant"]] = RequerantQuerySet.as_manager()

    class Meta:
        verbose_name = "requérant"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "last_name"], name="requerant_by_name"),
            models.Index(fields=["organisation", "email"], name="requerant_by_email"),
            models.Index(fields=["organisation", "phone"], name="requerant_by_phone"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(email="", phone="", street=""), name="requerant_can_be_reached")
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"
