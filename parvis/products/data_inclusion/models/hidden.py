"""Contacts shown to nobody, put aside while an objection is weighed or a limitation lasts."""

import json
import uuid
from typing import ClassVar

from django.db import models

from parvis.kernel import clock
from parvis.products.data_inclusion.enums import Kind
from parvis.products.data_inclusion.models.source import Source


class HiddenContact(models.Model):
    """What a record said of a person before they were hidden, so that it can be shown again; seen by no page.

    ``case`` names why. The record is known by its identifier: it may be gone when the case ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.CharField("dossier", max_length=60, db_index=True)
    kind = models.CharField("nature", max_length=9, choices=Kind)
    record = models.CharField("fiche", max_length=256)
    courriel = models.TextField("courriel", blank=True)
    telephone = models.TextField("téléphone", blank=True)
    contact_nom_prenom = models.TextField("personne à contacter", blank=True)
    document = models.TextField("fiche avant masquage")
    hidden_at = models.DateTimeField("masqué le", default=clock.now)

    class Meta:
        verbose_name = "contact masqué"
        verbose_name_plural = "contacts masqués"
        ordering: ClassVar = ["hidden_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "kind", "record"], name="hidden_once_by_case")]

    def __str__(self) -> str:
        return str(json.loads(self.document).get("nom", self.record))

    @property
    def source(self) -> Source | None:
        """Who published the record."""
        return Source.objects.filter(pk=json.loads(self.document).get("source")).first()
