"""Communes, delegated and associated communes, municipal arrondissements and sectors."""

from django.db import models

from parvis.core.geography.enums import CommuneType, NameType
from parvis.core.geography.models.departement import Departement
from parvis.core.geography.models.epci import Epci


class CommuneQuerySet(models.QuerySet["Commune"]):
    """Communes in force or of the past."""

    def current(self) -> "CommuneQuerySet":
        """Communes in force today, in the full sense: neither parts of a commune nor former ones."""
        return self.filter(type=CommuneType.COM, active=True)


class Commune(models.Model):
    """A commune or a part of one.

    A delegated commune often keeps the code of the commune it has become the seat of, so a code
    is unique only within a type. A row is never deleted: what a new edition of the official
    geography no longer knows is only no longer ``active``.
    """

    code_insee = models.CharField("code INSEE", max_length=9)
    type = models.CharField("type", max_length=4, choices=CommuneType)
    name = models.CharField("nom", max_length=80, help_text="Avec son article.")
    name_type = models.PositiveSmallIntegerField("article", choices=NameType)
    search_key = models.CharField("nom sans accent ni article", max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name="commune mère"
    )
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes", verbose_name="département")
    epci = models.ForeignKey(Epci, models.PROTECT, related_name="communes", null=True, blank=True, verbose_name="EPCI")
    population = models.PositiveIntegerField("population municipale", default=0)
    longitude = models.FloatField("longitude du centre", null=True)
    latitude = models.FloatField("latitude du centre", null=True)
    active = models.BooleanField("en vigueur", default=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["search_key", "code_insee"]
        constraints = [models.UniqueConstraint(fields=["code_insee", "type"], name="commune_code_within_type")]
        indexes = [models.Index(fields=["departement", "type"]), models.Index(fields=["epci", "type"])]

    def __str__(self) -> str:
        return self.name

    @property
    def bare_name(self) -> str:
        """The name without its article."""
        return self.name.removeprefix(NameType(self.name_type).article)

    @property
    def of_name(self) -> str:
        """The name after « de »: « du Havre », « d'Agen », « de Besançon »."""
        return f"{NameType(self.name_type).of}{self.bare_name}"
