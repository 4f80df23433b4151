"""What each verification of the chain found."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class JournalVerification(models.Model):
    """One verification: how many links, whether they hold, and the last one, which is the anchor."""

    verified_at = models.DateTimeField("date", default=clock.now)
    links = models.BigIntegerField("lignes vérifiées")
    sound = models.BooleanField("chaîne intacte")
    flaw = models.CharField("défaut", max_length=60, blank=True)
    broken_at = models.BigIntegerField("maillon rompu", null=True)
    anchor_sequence = models.BigIntegerField("rang de l’ancre", null=True)
    anchor_hash = models.CharField("ancre", max_length=64, blank=True)

    class Meta:
        verbose_name = "vérification du journal"
        verbose_name_plural = "vérifications du journal"
        ordering: ClassVar = ["-verified_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verified_at:%Y-%m-%d %H:%M} {'intacte' if self.sound else self.flaw}"
