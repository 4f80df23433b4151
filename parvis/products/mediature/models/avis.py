"""What the person thinks of a mediation that is over."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Satisfaction
from parvis.products.mediature.models.saisine import Saisine


class AvisQuerySet(models.QuerySet["Avis"]):
    """Opinions."""

    def visible_to(self, actor: Actor) -> "AvisQuerySet":
        """Those on the cases of one's office; the person, their own."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)


class Avis(models.Model):
    """One opinion a case: a degree, and a word if the person wants. The office reads it and cannot write it."""

    saisine = models.OneToOneField(Saisine, models.CASCADE, related_name="avis", verbose_name="saisine")
    satisfaction = models.CharField("satisfaction", max_length=6, choices=Satisfaction)
    word = models.TextField("un mot", max_length=2000, blank=True)
    given_at = models.DateTimeField("donné le", default=clock.now)

    objects: ClassVar[models.Manager["Avis"]] = AvisQuerySet.as_manager()

    class Meta:
        verbose_name = "avis sur une médiation"
        verbose_name_plural = "avis sur une médiation"

    def __str__(self) -> str:
        return str(self.get_satisfaction_display())
