"""Days on which an account consulted people in an unusual way."""

from typing import ClassVar

from django.db import models

from parvis.core.journal.enums import Conclusion, Kind
from parvis.kernel import clock


class JournalAnomaly(models.Model):
    """What the nightly report noticed about one account and one day, and what somebody concluded."""

    day = models.DateField("jour")
    actor_key = models.CharField("compte", max_length=120)
    kind = models.CharField("motif", max_length=20, choices=Kind.choices)
    seen = models.PositiveIntegerField("personnes consultées")
    usual = models.PositiveIntegerField("habitude du compte", null=True)
    threshold = models.PositiveIntegerField("seuil")
    found_at = models.DateTimeField("relevée le", default=clock.now)
    conclusion = models.CharField("conclusion", max_length=20, choices=Conclusion.choices, default=Conclusion.WAITING)
    judged_by = models.CharField("examinée par", max_length=120, blank=True)
    judged_at = models.DateTimeField("examinée le", null=True)

    class Meta:
        verbose_name = "anomalie"
        verbose_name_plural = "anomalies"
        ordering: ClassVar = ["-day", "kind", "actor_key"]
        constraints = [
            models.UniqueConstraint(fields=["day", "actor_key", "kind"], name="journal_anomaly_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.actor_key}"
