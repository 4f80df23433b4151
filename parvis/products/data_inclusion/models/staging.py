"""Records read and checked, which nobody sees until the whole source is."""

from django.db import models

from parvis.products.data_inclusion.models.imports import ImportRun
from parvis.products.data_inclusion.models.record import StructureRecord


class StagedStructure(StructureRecord):
    """A new or changed structure of the import under way; emptied when the import is published."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="staged", verbose_name="import")

    class Meta:
        verbose_name = "structure en attente"
        verbose_name_plural = "structures en attente"
