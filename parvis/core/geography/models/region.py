"""Régions."""

from django.db import models

from parvis.core.geography.enums import NameType


class Region(models.Model):
    """One of the eighteen régions, known by its INSEE code."""

    code = models.CharField("code INSEE", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60)
    name_type = models.PositiveSmallIntegerField("article", choices=NameType)
    population = models.PositiveIntegerField("population municipale", default=0)

    class Meta:
        verbose_name = "région"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
