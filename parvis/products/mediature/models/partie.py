"""Who is in a mediation, and since when each agrees to it."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Cote
from parvis.products.mediature.models.dossier import Piece
from parvis.products.mediature.models.saisine import Saisine


class PartieQuerySet(models.QuerySet["Partie"]):
    """Parties."""

    def visible_to(self, actor: Actor) -> "PartieQuerySet":
        """Those of the cases of one's office."""
        return self.filter(saisine__organisation__in=actor.organisations)


class Partie(models.Model):
    """A party to a case. Its agreement is shown by a piece, ``proof``, or by the words that tell ``how`` it was given.

    A piece may be erased before its case, where the authority declares less: the day of the agreement stays.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="parties", verbose_name="saisine")
    cote = models.CharField("côté", max_length=14, choices=Cote)
    name = models.CharField("nom", max_length=200)
    mandate = models.ForeignKey(
        Piece, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pièce du mandat"
    )
    agreed_on = models.DateField("accord donné le", null=True, blank=True)
    proof = models.ForeignKey(
        Piece, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="preuve de l’accord"
    )
    how = models.CharField("comment l’accord a été donné", max_length=500, blank=True)
    added_at = models.DateTimeField("inscrite le", default=clock.now)

    objects: ClassVar[models.Manager["Partie"]] = PartieQuerySet.as_manager()

    class Meta:
        verbose_name = "partie"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
