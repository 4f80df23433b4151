"""What a mediator proposes so that the same dispute does not come back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Position, Realisation
from parvis.products.mediature.models.saisine import Saisine


class RecommandationQuerySet(models.QuerySet["Recommandation"]):
    """Recommendations."""

    def visible_to(self, actor: Actor) -> "RecommandationQuerySet":
        """Those of one's office; to anybody, those that it publishes."""
        return self.filter(Q(organisation__in=actor.organisations) | Q(published_on__isnull=False))


class Recommandation(models.Model):
    """A proposal to a service, which names nobody; what it answered, and what became of it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    title = models.CharField("objet", max_length=200)
    text = models.TextField("proposition", max_length=8000)
    service = models.CharField("service destinataire", max_length=200)
    sent_on = models.DateField("adressée le", default=clock.today)
    reponse = models.CharField("réponse", max_length=10, choices=Position, default=Position.ATTENDUE)
    answer = models.TextField("ce que le service répond", max_length=8000, blank=True)
    answered_on = models.DateField("réponse du", null=True, blank=True)
    published_on = models.DateField("publiée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar[models.Manager["Recommandation"]] = RecommandationQuerySet.as_manager()

    class Meta:
        verbose_name = "recommandation"
        ordering: ClassVar = [F("sent_on").desc(), "-pk"]
        indexes: ClassVar = [models.Index("organisation", F("sent_on").desc(), name="recommandation_of_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reponse=Position.ATTENDUE, answered_on=None)
                | (~Q(reponse=Position.ATTENDUE) & Q(answered_on__isnull=False)),
                name="recommandation_answered_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Cas(models.Model):
    """A case that led to a recommendation; gone when the case is."""

    recommandation = models.ForeignKey(
        Recommandation, models.CASCADE, related_name="cas", verbose_name="recommandation"
    )
    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")

    class Meta:
        verbose_name = "dossier à l’origine d’une recommandation"
        verbose_name_plural = "dossiers à l’origine de recommandations"
        constraints: ClassVar = [models.UniqueConstraint(fields=["recommandation", "saisine"], name="cas_once")]

    def __str__(self) -> str:
        return f"cas {self.pk}"


class Suivi(models.Model):
    """What became of a recommendation in a year."""

    recommandation = models.ForeignKey(
        Recommandation, models.CASCADE, related_name="suivis", verbose_name="recommandation"
    )
    year = models.PositiveSmallIntegerField("année")
    suite = models.CharField("suite", max_length=10, choices=Realisation)
    words = models.CharField("en mots", max_length=1000, blank=True)

    class Meta:
        verbose_name = "suivi d’une recommandation"
        verbose_name_plural = "suivis de recommandations"
        ordering: ClassVar = [F("year").desc()]
        constraints: ClassVar = [models.UniqueConstraint(fields=["recommandation", "year"], name="suivi_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} : {self.get_suite_display()}"
