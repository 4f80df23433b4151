"""The sheets of article 30 as they were on a day: the database refuses to change them afterwards."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class RegisterEdition(models.Model):
    """One edition of the register, complete in itself; a new one is made when a sheet changes."""

    number = models.PositiveIntegerField("numéro", unique=True)
    content = models.JSONField("fiches")
    digest = models.CharField("empreinte", max_length=64)
    made_at = models.DateTimeField("faite le", default=clock.now)

    class Meta:
        verbose_name = "édition du registre"
        verbose_name_plural = "éditions du registre"
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"Édition {self.number}"
