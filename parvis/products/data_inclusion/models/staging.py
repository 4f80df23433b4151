"""Records read and checked, which nobody sees until the whole source is."""

from django.db import models

from parvis.products.data_inclusion.models.imports import ImportRun
from parvis.products.data_inclusion.models.record import ServiceRecord, StructureRecord


class StagedStructure(StructureRecord):
    """A new or changed structure of the import under way; emptied when the import is published."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="staged_structures", verbose_name="import")

    class Meta(StructureRecord.Meta):
        abstract = False
        verbose_name = "structure en attente"
        verbose_name_plural = "structures en attente"


class StagedService(ServiceRecord):
    """A new or changed service of the import under way; its structure may be published or staged."""

    structure_id = models.CharField("identifiant de la structure", max_length=256)
    line = models.PositiveIntegerField("ligne")
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="staged_services", verbose_name="import")

    class Meta(ServiceRecord.Meta):
        abstract = False
        verbose_name = "service en attente"
        verbose_name_plural = "services en attente"
