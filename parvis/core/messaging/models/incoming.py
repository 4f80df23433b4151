"""A mail that came in, on its way to whoever it is for."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from parvis.core.documents.models import Document
from parvis.core.messaging.enums import Door, Taken
from parvis.kernel import clock


class Incoming(models.Model):
    """One mail as it came, sealed in ``raw`` for four days at most; what it says is kept by whoever it is for.

    ``targets`` are the addresses of ours that it names, ``seen`` the keyed digest by which it is known when it comes
    again. ``told`` is what the provider found of it. Platform tasks alone read such rows.
    """

    id = models.UUIDField("identifiant", primary_key=True, default=uuid4, editable=False)
    door = models.CharField("voie", max_length=10, choices=Door)
    received_at = models.DateTimeField("reçu le", default=clock.now, editable=False)
    seen = models.CharField("empreinte", max_length=64, unique=True)
    targets = models.TextField("adresses visées")
    empty_sender = models.BooleanField("sans adresse de retour", default=False)
    told = models.TextField("constats du prestataire", blank=True)
    spam_score = models.FloatField("note d’indésirable", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=Taken, default=Taken.WAITING)
    raw = models.OneToOneField(Document, models.CASCADE, related_name="+", verbose_name="copie brute")

    class Meta:
        verbose_name = "courriel entrant"
        verbose_name_plural = "courriels entrants"
        ordering: ClassVar = ["received_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["received_at"], name="incoming_received_at")]

    def __str__(self) -> str:
        return f"courriel entrant {self.pk}"
