"""Restores that were rehearsed, or done: the last one is shown to everybody."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class Drill(models.Model):
    """A backup was restored, for real or beside what is in use: which one, how long it took, whether it passed."""

    happened_on = models.DateTimeField("fait le", default=clock.now)
    taken_on = models.DateTimeField("sauvegarde du", null=True, blank=True)
    rehearsed = models.BooleanField("exercice", default=True)
    passed = models.BooleanField("réussi", default=False)
    replayed = models.PositiveBigIntegerField("lignes effacées à nouveau", default=0)
    purged = models.PositiveBigIntegerField("lignes échues depuis", default=0)
    seconds = models.PositiveIntegerField("durée en secondes", default=0)

    class Meta:
        verbose_name = "exercice de restauration"
        verbose_name_plural = "exercices de restauration"
        ordering: ClassVar = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.happened_on:%Y-%m-%d}"
