"""Contacts put right at a person's request, which imports must not undo."""

import uuid
from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.kernel import clock
from parvis.products.data_inclusion.models.service import Service
from parvis.products.data_inclusion.models.source import Source
from parvis.products.data_inclusion.models.structure import Structure

NAMED: Final = ("courriel", "telephone", "contact_nom_prenom")
"""How a person is reached, and their name: what can be put right of a record."""


def _digests(label: str) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=64), verbose_name=label, default=list, blank=True)


class RectifiedContact(models.Model):
    """The contact of a record as it is right, kept as long as its source gives what was found wrong; seen by no page.

    Of what was wrong there are keyed digests only, that of what the source gives at present first; a column that has
    none was not put right, and says of whom the rest is. Goes with the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    structure = models.OneToOneField(Structure, models.CASCADE, null=True, related_name="+", verbose_name="structure")
    service = models.OneToOneField(Service, models.CASCADE, null=True, related_name="+", verbose_name="service")
    courriel = models.TextField("courriel", blank=True)
    telephone = models.TextField("téléphone", blank=True)
    contact_nom_prenom = models.TextField("personne à contacter", blank=True)
    wrong_courriel = _digests("empreintes à clé des courriels faux")
    wrong_telephone = _digests("empreintes à clé des téléphones faux")
    wrong_contact_nom_prenom = _digests("empreintes à clé des noms faux")
    rectified_at = models.DateTimeField("rectifié le", default=clock.now)

    class Meta:
        verbose_name = "contact rectifié"
        verbose_name_plural = "contacts rectifiés"
        ordering: ClassVar = ["rectified_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(structure=None) ^ models.Q(service=None), name="rectified_of_one_record"
            )
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def record(self) -> Structure | Service:
        """What was put right."""
        found = self.structure or self.service
        if found is None:
            raise Structure.DoesNotExist
        return found

    @property
    def source(self) -> Source:
        """Who publishes the record."""
        return self.record.source

    @property
    def columns(self) -> list[str]:
        """The columns that were put right."""
        return [column for column in NAMED if self.wrong(column)]

    def wrong(self, column: str) -> list[str]:
        """The digests of what was wrong in a column."""
        return list(getattr(self, f"wrong_{column}"))

    def keep_wrong(self, column: str, digests: list[str]) -> None:
        """Know these values as wrong in a column; none, and the source is believed again."""
        setattr(self, f"wrong_{column}", list(dict.fromkeys(digests)))

    def keep(self) -> None:
        """Write it down, or destroy it once nothing in it is put right any more."""
        if self.columns:
            self.save()
        elif not self._state.adding:
            self.delete()
