"""Published structures."""

from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models.imports import ImportRun
from parvis.products.data_inclusion.models.record import StructureRecord


class StructureQuerySet(models.QuerySet["Structure"]):
    """Structures, published or removed at their source."""

    def visible_to(self, actor: Actor) -> "StructureQuerySet":
        """What is published is open to everybody; what its source removed, to nobody."""
        return self.filter(removed_at=None)


class Structure(StructureRecord):
    """The published record of a body that serves people, and where it comes from."""

    first_seen = models.DateField("vue pour la première fois")
    last_seen = models.DateField("vue pour la dernière fois")
    last_import = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="structures", verbose_name="import qui l'a écrite"
    )
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects: ClassVar[models.Manager["Structure"]] = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["source", "id"], name="structure_by_source"),
            models.Index(fields=["code_insee", "id"], name="structure_by_commune"),
            models.Index(fields=["code_departement", "id"], name="structure_by_departement"),
            models.Index(fields=["code_region", "id"], name="structure_by_region"),
            models.Index(fields=["id"], condition=Q(removed_at=None), name="structure_published"),
            GistIndex(
                Func(F("longitude"), F("latitude"), function="point"),
                condition=Q(removed_at=None),
                name="structure_point",
            ),
        ]
