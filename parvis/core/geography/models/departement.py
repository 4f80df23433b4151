"""Départements and the overseas bodies that stand in their place."""

from django.db import models

from parvis.core.geography.enums import DepartementType, NameType
from parvis.core.geography.models.region import Region


class Departement(models.Model):
    """A département (or overseas body), known by its INSEE code."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    type = models.CharField("type", max_length=12, choices=DepartementType, default=DepartementType.DEPARTEMENT)
    name = models.CharField("nom", max_length=60)
    name_type = models.PositiveSmallIntegerField("article", choices=NameType)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="departements", null=True, blank=True, verbose_name="région"
    )
    population = models.PositiveIntegerField("population municipale", default=0)

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
