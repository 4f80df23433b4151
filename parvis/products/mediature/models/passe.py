"""Cases of past years, taken over from a spreadsheet for the statistics: nobody is named in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F

from parvis.core.documents.models import Document
from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import (
    Canal,
    Demarche,
    EtatReprise,
    Issue,
    Origine,
    Qualite,
    Recevabilite,
    Verdict,
)
from parvis.products.mediature.models.nomenclature import Domaine


class OfOffice(models.QuerySet):
    """What an office alone sees."""

    def visible_to(self, actor: Actor) -> "OfOffice":
        """Those of one's office."""
        return self.filter(organisation__in=actor.organisations)


class Reprise(models.Model):
    """A spreadsheet of past years: how its columns are read, and how far it is taken over.

    The file may name people: it is destroyed once the cases are taken over, or the import undone, which the night does
    of what nobody takes over within a month.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    name = models.CharField("nom du fichier", max_length=255)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    document = models.OneToOneField(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="fichier"
    )
    mapping = models.JSONField("correspondance des colonnes", default=list)
    etat = models.CharField("état", max_length=10, choices=EtatReprise, default=EtatReprise.A_LIRE)
    begun_at = models.DateTimeField("commencée le", default=clock.now)

    objects: ClassVar[models.Manager["Reprise"]] = OfOffice.as_manager()

    class Meta:
        verbose_name = "reprise d’années passées"
        verbose_name_plural = "reprises d’années passées"
        ordering: ClassVar = [F("begun_at").desc(), "-pk"]

    def __str__(self) -> str:
        return self.name


class LigneReprise(models.Model):
    """What becomes of a line of the spreadsheet, and why; ``values`` is what it says of a case, never of a person."""

    reprise = models.ForeignKey(Reprise, models.CASCADE, related_name="lignes", verbose_name="reprise")
    line = models.PositiveIntegerField("ligne")
    verdict = models.CharField("verdict", max_length=10, choices=Verdict)
    words = models.TextField("pourquoi", blank=True)
    values = models.JSONField("valeurs", default=dict)

    class Meta:
        verbose_name = "ligne d’une reprise"
        verbose_name_plural = "lignes d’une reprise"
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["reprise", "line"], name="ligne_reprise_once")]

    def __str__(self) -> str:
        return f"ligne {self.line}"


class CasPasse(models.Model):
    """A case that ended before the office came here: what the statistics count, and no person."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    reprise = models.ForeignKey(Reprise, models.CASCADE, related_name="cas", verbose_name="reprise")
    line = models.PositiveIntegerField("ligne")
    received_on = models.DateField("reçue le")
    decided_on = models.DateField("recevabilité décidée le", null=True, blank=True)
    ended_on = models.DateField("terminée le", null=True, blank=True)
    recevabilite = models.CharField("recevabilité", max_length=11, choices=Recevabilite, blank=True)
    canal = models.CharField("mode de saisine", max_length=10, choices=Canal, blank=True)
    origine = models.CharField("origine", max_length=10, choices=Origine, blank=True)
    qualite = models.CharField("qualité du requérant", max_length=14, choices=Qualite, blank=True)
    demarche = models.CharField("première démarche", max_length=8, choices=Demarche, blank=True)
    domaine = models.ForeignKey(
        Domaine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="domaine"
    )
    service = models.CharField("service concerné", max_length=200, blank=True)
    issue = models.CharField("issue", max_length=20, choices=Issue, blank=True)
    postal_code = models.CharField("code postal", max_length=10, blank=True)
    town = models.CharField("commune", max_length=100, blank=True)

    objects: ClassVar[models.Manager["CasPasse"]] = OfOffice.as_manager()

    class Meta:
        verbose_name = "cas d’une année passée"
        verbose_name_plural = "cas d’années passées"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index("organisation", "received_on", name="cas_passe_of_office")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["reprise", "line"], name="cas_passe_once")]

    def __str__(self) -> str:
        return f"cas {self.pk}"
