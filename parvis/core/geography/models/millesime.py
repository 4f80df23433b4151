"""Which edition of the official data is loaded."""

from django.db import models

from parvis.kernel import clock


class Millesime(models.Model):
    """The edition in force of one set of reference data; written last, so that half a load leaves none."""

    key = models.CharField("jeu de données", max_length=40, primary_key=True)
    version = models.CharField("version", max_length=20)
    digest = models.CharField("empreinte", max_length=64)
    loaded_by = models.CharField("chargé par", max_length=80)
    loaded_at = models.DateTimeField("chargé le", default=clock.now)

    class Meta:
        verbose_name = "millésime"

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
