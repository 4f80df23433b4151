"""A signed impact assessment: a line is added, none is changed."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class Assessment(models.Model):
    """Who signed the impact assessment of one processing, and where the document is kept.

    ``digest`` tells of which declaration: when it changes, the assessment is to be done again. ``controller`` and
    ``organisation`` are as for a decision.
    """

    service = models.CharField("service", max_length=60)
    activity = models.CharField("traitement", max_length=60)
    digest = models.CharField("empreinte du traitement évalué", max_length=64)
    reference = models.CharField("référence du document", max_length=200)
    author = models.CharField("auteur de l’analyse", max_length=150)
    signatory = models.CharField("nom du signataire", max_length=150)
    quality = models.CharField("fonction du signataire", max_length=150)
    controller = models.CharField("responsable engagé", max_length=300, blank=True)
    organisation = models.BigIntegerField("organisation qui en répond", null=True, blank=True)
    opinion = models.TextField("avis du délégué à la protection des données")
    signed_on = models.DateField("signée le")
    recorded_at = models.DateTimeField("inscrite le", default=clock.now)

    class Meta:
        verbose_name = "analyse d’impact"
        verbose_name_plural = "analyses d’impact"
        ordering: ClassVar = ["service", "activity", "-recorded_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["service", "activity", "-recorded_at"], name="assessment_last")]

    def __str__(self) -> str:
        return f"{self.service}.{self.activity}, {self.reference}"
