"""A decision that somebody signed about a gap of a policy: a line is added, none is changed."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class DecisionTaken(models.Model):
    """What a named person decided, in which quality, about the words that ``digest`` tells apart.

    ``controller`` is whom it binds, ``organisation`` who answered for it here on that day: its officer reads the names.
    """

    service = models.CharField("service", max_length=60)
    decision = models.CharField("décision", max_length=40)
    digest = models.CharField("empreinte du texte signé", max_length=64)
    reading = models.TextField("lecture signée")
    adopted = models.BooleanField("lecture adoptée")
    reason = models.TextField("motif")
    signatory = models.CharField("nom du signataire", max_length=150)
    quality = models.CharField("fonction du signataire", max_length=150)
    controller = models.CharField("responsable engagé", max_length=300, blank=True)
    organisation = models.BigIntegerField("organisation qui en répond", null=True, blank=True)
    taken_at = models.DateTimeField("prise le", default=clock.now)

    class Meta:
        verbose_name = "décision prise"
        verbose_name_plural = "décisions prises"
        ordering: ClassVar = ["service", "decision", "-taken_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["service", "decision", "-taken_at"], name="decision_taken_last")]

    def __str__(self) -> str:
        return f"{self.decision}, {self.taken_at:%d/%m/%Y}"
