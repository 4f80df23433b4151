"""The columns that records have, published or waiting to be."""

import hashlib
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.products.data_inclusion.models.source import Source

SLUG = 80
THEME = 120


def slugs(label: str, longest: int = SLUG) -> "ArrayField[list[str], list[str]]":
    """Values of a nomenclature; empty when the record says nothing."""
    return ArrayField(models.CharField(max_length=longest), verbose_name=label, default=list, blank=True)


def numbers(label: str) -> "ArrayField[list[int], list[int]]":
    """The same, each by its number."""
    return ArrayField(models.IntegerField(), verbose_name=label, default=list, blank=True)


def number_of(value: str) -> int:
    """By what number a value of a nomenclature is found: four bytes where its name has thirty.

    It is :data:`NUMBERS` that gives it to the database, which must agree.
    """
    return int.from_bytes(hashlib.md5(value.encode(), usedforsecurity=False).digest()[:4], "big", signed=True)


# Zones of eligibility that are all the country.
WHOLE_COUNTRY: Final = ("99100", "france")

# SQL: the numbers of the values of a column.
NUMBERS: Final = "ARRAY(SELECT ('x' || left(md5(value), 8))::bit(32)::int FROM unnest({}) AS value)"


class Record(models.Model):
    """What structures and services share in data-inclusion-schema v1, and what is derived from it.

    What the schema leaves empty is null at the wire and an empty string here. ``document`` is the
    record as the API answers it, written once when the record is prepared, without what depends on
    other records or on the day: that is in ``tail``, written at publication.
    """

    id = models.CharField("identifiant", max_length=256, primary_key=True, db_collation="C")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="source")
    nom = models.CharField("nom", max_length=150)
    date_maj = models.DateField("date de mise à jour")
    description = models.TextField("description", blank=True)
    lien_source = models.TextField("lien vers la source", blank=True)
    commune = models.TextField("commune", blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    code_insee = models.CharField("code INSEE", max_length=5, blank=True)
    adresse = models.TextField("adresse", blank=True)
    complement_adresse = models.TextField("complément d'adresse", blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    telephone = models.TextField("téléphone", blank=True)
    courriel = models.TextField("courriel", blank=True)
    horaires_accueil = models.TextField("horaires d'accueil", blank=True)
    code_departement = models.CharField("département", max_length=3, blank=True)
    code_region = models.CharField("région", max_length=2, blank=True)
    record_hash = models.CharField("empreinte de l'enregistrement reçu", max_length=64)
    document = models.TextField("réponse de l'API")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nom


class StructureRecord(Record):
    """A structure as the schema describes it, field for field."""

    siret = models.CharField("SIRET", max_length=14, blank=True)
    site_web = models.TextField("site internet", blank=True)
    accessibilite_lieu = models.TextField("fiche d'accessibilité", blank=True)
    reseaux_porteurs = slugs("réseaux porteurs")
    search_key = models.TextField("nom et commune, sans accent", blank=True)

    class Meta(Record.Meta):
        abstract = True


class ServiceRecord(Record):
    """A service as the schema describes it, field for field."""

    type = models.CharField("type", max_length=SLUG, blank=True)
    thematiques = slugs("thématiques", THEME)
    frais = models.CharField("frais", max_length=SLUG, blank=True)
    frais_precisions = models.TextField("précisions sur les frais", blank=True)
    publics = slugs("publics")
    publics_precisions = models.TextField("précisions sur les publics", blank=True)
    conditions_acces = models.TextField("conditions d'accès", blank=True)
    modes_accueil = slugs("modes d'accueil")
    zone_eligibilite = slugs("zone d'éligibilité")
    contact_nom_prenom = models.TextField("nom du contact", blank=True)
    lien_mobilisation = models.TextField("lien pour mobiliser le service", blank=True)
    modes_mobilisation = slugs("modes de mobilisation")
    mobilisable_par = slugs("mobilisable par")
    mobilisation_precisions = models.TextField("précisions sur la mobilisation", blank=True)
    volume_horaire_hebdomadaire = models.FloatField("heures par semaine", null=True, blank=True)
    labels = models.TextField("thématiques en toutes lettres", blank=True)
    publics_labels = models.TextField("publics en toutes lettres", blank=True)
    quality = models.FloatField("somme des critères de qualité, hors fraîcheur")
    criteria = models.PositiveSmallIntegerField("nombre de critères applicables, hors fraîcheur")
    ages = models.BooleanField("perd en qualité avec l'âge")
    nombre_semaines = models.PositiveIntegerField("nombre de semaines", null=True, blank=True)

    class Meta(Record.Meta):
        abstract = True
