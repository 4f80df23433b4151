"""What people say is wrong in a published record."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import Kind, ReportState, Wrong
from parvis.products.data_inclusion.models.source import Source


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Error reports."""

    def visible_to(self, actor: Actor) -> "ErrorReportQuerySet":
        """The administrators of the platform read them; who sent one keeps no access to it."""
        return self if actor.platform_administrator else self.none()


class ErrorReport(models.Model):
    """An error that somebody saw on the page of a structure or of a service.

    The record is known by its identifier, not by a key: it may be removed by its source while the report waits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=9, choices=Kind)
    record = models.CharField("fiche", max_length=256)
    name = models.CharField("nom de la fiche", max_length=150)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="source de la fiche"
    )
    wrong = models.CharField("ce qui est faux", max_length=10, choices=Wrong)
    text = models.TextField("précisions", max_length=2000, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    sent_at = models.DateTimeField("envoyé le", default=clock.now)
    state = models.CharField("état", max_length=8, choices=ReportState, default=ReportState.NEW)
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="traité par"
    )
    note = models.CharField("suite donnée", max_length=500, blank=True)
    forwarded_at = models.DateTimeField("correction demandée à la source le", null=True, blank=True)

    objects: ClassVar[models.Manager["ErrorReport"]] = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement"
        ordering = ["-state", "-sent_at", "id"]
        indexes = [models.Index("state", F("sent_at").desc(), name="report_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.NEW, handled_at=None)
                | Q(state=ReportState.HANDLED, handled_at__isnull=False),
                name="handled_report_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} : {self.get_wrong_display()}"
