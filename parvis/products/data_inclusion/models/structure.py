"""Published structures."""

from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from parvis.products.data_inclusion.models.publication import Publication, PublishedQuerySet
from parvis.products.data_inclusion.models.record import StructureRecord


class StructureQuerySet(PublishedQuerySet["Structure"]):
    """Structures, published or removed at their source."""


class Structure(StructureRecord, Publication):
    """The published record of a body that serves people, and where it comes from."""

    objects: ClassVar[models.Manager["Structure"]] = StructureQuerySet.as_manager()

    class Meta(StructureRecord.Meta):
        abstract = False
        verbose_name = "structure"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["source", "id"], name="structure_by_source"),
            models.Index(fields=["code_insee", "id"], name="structure_by_commune"),
            models.Index(fields=["code_departement", "id"], name="structure_by_departement"),
            models.Index(fields=["code_region", "id"], name="structure_by_region"),
            models.Index(fields=["id"], condition=Q(removed_at=None), name="structure_published"),
            models.Index(fields=["record_hash"], name="structure_by_hash"),
            GistIndex(
                Func(F("longitude"), F("latitude"), function="point"),
                condition=Q(removed_at=None),
                name="structure_point",
            ),
        ]
