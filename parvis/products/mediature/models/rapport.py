"""The annual report of a mediator, and to whom it was sent."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from parvis.core.documents.models import Document
from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Destinataire

# What the mediator writes, and what each part is called.
SECTIONS: Final = {
    "mot": "Le mot du médiateur",
    "activite": "L’activité de l’année",
    "enseignements": "Ce que l’année enseigne",
    "perspectives": "Perspectives",
}


class RapportQuerySet(models.QuerySet["Rapport"]):
    """Annual reports."""

    def visible_to(self, actor: Actor) -> "RapportQuerySet":
        """Those of one's office; to anybody, those that it publishes."""
        return self.filter(Q(organisation__in=actor.organisations) | Q(published_on__isnull=False))


class Rapport(models.Model):
    """A year of the office: what the mediator writes of it, and its numbers, kept as they were when it was finalised.

    ``numbers`` holds tables already masked: what leaves the office. It is empty until then.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    year = models.PositiveSmallIntegerField("année")
    mot = models.TextField("le mot du médiateur", max_length=20000, blank=True)
    activite = models.TextField("l’activité de l’année", max_length=20000, blank=True)
    enseignements = models.TextField("ce que l’année enseigne", max_length=20000, blank=True)
    perspectives = models.TextField("perspectives", max_length=20000, blank=True)
    numbers = models.JSONField("chiffres figés", default=dict, blank=True)
    finalised_at = models.DateTimeField("arrêté le", null=True, blank=True)
    pdf = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rapport en PDF"
    )
    odt = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rapport en ODT"
    )
    published_on = models.DateField("publié le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar[models.Manager["Rapport"]] = RapportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport annuel"
        verbose_name_plural = "rapports annuels"
        ordering: ClassVar = [F("year").desc()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year"], name="rapport_once_a_year"),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(finalised_at__isnull=False), name="rapport_published_is_finalised"
            ),
            models.CheckConstraint(
                condition=Q(finalised_at=None, pdf=None, odt=None)
                | Q(finalised_at__isnull=False, pdf__isnull=False, odt__isnull=False),
                name="rapport_finalised_has_its_files",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport annuel {self.year}"


class Transmission(models.Model):
    """That a report was sent, to whom, when and how."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="transmissions", verbose_name="rapport")
    destinataire = models.CharField("destinataire", max_length=10, choices=Destinataire)
    sent_on = models.DateField("transmis le", default=clock.today)
    manner = models.CharField("comment", max_length=300)

    class Meta:
        verbose_name = "transmission d’un rapport"
        verbose_name_plural = "transmissions de rapports"
        ordering: ClassVar = ["sent_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_destinataire_display()}, {self.sent_on}"
