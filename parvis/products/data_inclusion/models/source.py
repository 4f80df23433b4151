"""Who gives the data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.products.data_inclusion.enums import SourceFormat, SourceKind


class Source(models.Model):
    """A producer of records, known at the wire by its slug."""

    slug = models.SlugField("identifiant", max_length=60, primary_key=True)
    name = models.CharField("nom", max_length=120)
    description = models.TextField("description", blank=True)
    kind = models.CharField("nature", max_length=13, choices=SourceKind)
    format = models.CharField("format", max_length=10, choices=SourceFormat, default=SourceFormat.HOUSE)
    locations = ArrayField(models.TextField(), verbose_name="fichiers ou adresses", default=list, blank=True)
    contact = models.EmailField("adresse pour les corrections", blank=True)
    mapping = models.TextField("correspondance du producteur", blank=True)

    class Meta:
        verbose_name = "source"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name
