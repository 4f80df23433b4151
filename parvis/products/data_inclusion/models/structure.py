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
    """The published record of a body that serves people, and where it comes from.

    Records of the same structure have the same ``cluster``, the smallest of their identifiers; the best
    of them has the first ``cluster_rank``. ``doublons`` tells the others as the API does.
    """

    cluster = models.CharField(
        "première fiche de la même structure", max_length=256, blank=True, db_default="", db_collation="C"
    )
    cluster_rank = models.PositiveSmallIntegerField("rang parmi les fiches de la même structure", db_default=0)
    doublons = models.TextField("autres fiches de la même structure", db_default="[]")

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
            models.Index("cluster", "cluster_rank", condition=Q(cluster__gt=""), name="structure_by_cluster"),
            GistIndex(
                Func(F("longitude"), F("latitude"), function="point"),
                condition=Q(removed_at=None),
                name="structure_point",
            ),
        ]
