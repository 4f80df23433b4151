"""A saisine that somebody is writing: kept as it goes, found again by its link."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models.collectivite import Collectivite


class BrouillonQuerySet(models.QuerySet["Brouillon"]):
    """Drafts."""

    def visible_to(self, actor: Actor) -> "BrouillonQuerySet":
        """The one whose link ``actor`` has; the office sees nothing before it is sent."""
        return self.filter(access=actor.identifier)


class Brouillon(models.Model):
    """What has been answered so far, by field; ``access`` is the keyed digest of the secret in the link."""

    access = models.CharField("empreinte du lien", max_length=64, unique=True)
    collectivite = models.ForeignKey(Collectivite, models.CASCADE, related_name="+", verbose_name="collectivité")
    answers = models.JSONField("réponses", default=dict)
    saved_at = models.DateTimeField("enregistré le", default=clock.now)

    objects: ClassVar[models.Manager["Brouillon"]] = BrouillonQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon de saisine"
        verbose_name_plural = "brouillons de saisine"

    def __str__(self) -> str:
        return f"brouillon {self.pk}"

    @property
    def key(self) -> str:
        """How the journal and the files on their way name this draft."""
        return f"mediature.Brouillon:{self.pk}"
