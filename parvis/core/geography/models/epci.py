"""Établissements publics de coopération intercommunale."""

from django.db import models

from parvis.core.geography.enums import EpciType


class Epci(models.Model):
    """A grouping of communes with its own taxation, known by its SIREN."""

    code = models.CharField("SIREN", max_length=9, primary_key=True)
    type = models.CharField("type", max_length=2, choices=EpciType)
    name = models.CharField("nom", max_length=150)
    population = models.PositiveIntegerField("population municipale", default=0)
    active = models.BooleanField("en vigueur", default=True)

    class Meta:
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
