"""Imports and their reports."""

from django.db import models

from parvis.kernel import clock
from parvis.products.data_inclusion.enums import RunState, Verdict
from parvis.products.data_inclusion.models.source import Source


class ImportRun(models.Model):
    """One reading of a source, from its first line to its publication.

    ``cursor`` is the last line whose outcome is committed: an interrupted run resumes after it.
    Every line counts once: accepted, corrected, refused, or unchanged when it is already published.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name="source")
    version = models.CharField("édition de la source", max_length=80)
    state = models.CharField("état", max_length=10, choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField("commencé le", default=clock.now)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)
    cursor = models.PositiveIntegerField("dernière ligne traitée", default=0)
    accepted = models.PositiveIntegerField("acceptées", default=0)
    corrected = models.PositiveIntegerField("corrigées", default=0)
    refused = models.PositiveIntegerField("refusées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    removed = models.PositiveIntegerField("retirées", default=0)
    error = models.CharField("cause de l'échec", max_length=300, blank=True)

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["source", "state"], name="import_run_by_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(state=RunState.RUNNING), name="one_running_import_by_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.version}"

    @property
    def lines_read(self) -> int:
        """How many lines have an outcome."""
        return self.accepted + self.corrected + self.refused + self.unchanged


class ImportLine(models.Model):
    """What was mended in a line, or why it was refused. A line accepted as it stands leaves none.

    A correction is a text, « champ : quoi »; of a field that is no contact, with its value before and after.
    Contacts never enter the report: it names the field and says what to do.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines", verbose_name="import")
    number = models.PositiveIntegerField("ligne")
    record = models.CharField("identifiant", max_length=256, blank=True)
    verdict = models.CharField("verdict", max_length=10, choices=Verdict)
    corrections = models.JSONField("corrections", default=list, blank=True)
    reason = models.CharField("motif du refus", max_length=300, blank=True)
    suggestion = models.CharField("que faire", max_length=300, blank=True)

    class Meta:
        verbose_name = "ligne de rapport"
        verbose_name_plural = "lignes de rapport"
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_report_by_line")]

    def __str__(self) -> str:
        return f"{self.number} : {self.get_verdict_display()}"
