"""Days on which an account consulted people in an unusual way."""

from typing import ClassVar

from django.db import models

from parvis.core.journal.enums import Kind
from parvis.kernel import clock


class JournalAnomaly(models.Model):
    """What the nightly report noticed about one account and one day, and who looked at it, when and why it is so."""

    day = models.DateField("jour")
    actor_key = models.CharField("compte", max_length=120)
    kind = models.CharField("motif", max_length=20, choices=Kind.choices)
    seen = models.PositiveIntegerField("personnes consultées")
    usual = models.PositiveIntegerField("habitude du compte", null=True)
    threshold = models.PositiveIntegerField("seuil")
    found_at = models.DateTimeField("relevée le", default=clock.now)
    looked_by = models.CharField("examinée par", max_length=120, blank=True)
    looked_at = models.DateTimeField("examinée le", null=True)
    why = models.CharField("explication", max_length=500, blank=True)

    class Meta:
        verbose_name = "anomalie"
        verbose_name_plural = "anomalies"
        ordering: ClassVar = ["-day", "kind", "actor_key"]
        constraints = [
            models.UniqueConstraint(fields=["day", "actor_key", "kind"], name="journal_anomaly_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.actor_key}"
