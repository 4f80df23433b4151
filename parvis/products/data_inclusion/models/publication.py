"""What every published record has: where it comes from, since when, and until when."""

from typing import TypeVar

from django.db import models

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models.imports import ImportRun

Published = TypeVar("Published", bound=models.Model)


class PublishedQuerySet(models.QuerySet[Published]):
    """Records, published or removed at their source."""

    def visible_to(self, actor: Actor) -> "PublishedQuerySet[Published]":
        """What is published is open to everybody; what its source removed, to nobody."""
        return self.filter(removed_at=None)


class Publication(models.Model):
    """The provenance of a published record, and the end of its answer, which depends on others and on the day."""

    first_seen = models.DateField("vue pour la première fois")
    last_seen = models.DateField("vue pour la dernière fois")
    last_import = models.ForeignKey(ImportRun, models.PROTECT, related_name="+", verbose_name="import qui l'a écrite")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)
    score_qualite = models.FloatField("score de qualité", default=0.0)
    tail = models.TextField("fin de la réponse de l'API", default="")

    class Meta:
        abstract = True
