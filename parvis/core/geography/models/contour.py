"""Boundaries."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func

from parvis.core.geography.enums import CommuneType, Niveau


def _corner(x: str, y: str) -> Func:
    return Func(F(x), F(y), function="point")


class Contour(models.Model):
    """The boundary of a territory, as WKB (longitude, latitude), whole and simplified.

    Apart from the territories, so that no list of communes ever carries geometry. Simplified
    neighbours still share their borders. ``type`` tells an arrondissement from a commune and is
    empty at the other levels.
    """

    niveau = models.CharField("niveau", max_length=12, choices=Niveau)
    type = models.CharField("type", max_length=4, choices=CommuneType, blank=True)
    code = models.CharField("code", max_length=9)
    west = models.FloatField("ouest")
    south = models.FloatField("sud")
    east = models.FloatField("est")
    north = models.FloatField("nord")
    geometry = models.BinaryField("géométrie")
    simplified = models.BinaryField("géométrie simplifiée")

    class Meta:
        verbose_name = "contour"
        constraints = [models.UniqueConstraint(fields=["niveau", "type", "code"], name="contour_of_territory")]
        indexes = [
            GistIndex(Func(_corner("west", "south"), _corner("east", "north"), function="box"), name="contour_box")
        ]

    def __str__(self) -> str:
        return f"{self.niveau} {self.code}"
