"""Postal codes."""

from django.db import models

from parvis.core.geography.models.commune import Commune


class CodePostal(models.Model):
    """A postal code and the communes it serves; a commune may have several."""

    code = models.CharField("code postal", max_length=5, primary_key=True)
    communes = models.ManyToManyField(Commune, related_name="codes_postaux", verbose_name="communes")

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
