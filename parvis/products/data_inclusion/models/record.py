"""The columns that a structure has, published or waiting to be."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.products.data_inclusion.models.source import Source


class StructureRecord(models.Model):
    """A structure as data-inclusion-schema v1 describes it, field for field, and what is derived from it.

    What the schema leaves empty is null at the wire and an empty string here. ``document`` and
    ``detail`` are the answers of the API, written once when the record is prepared.
    """

    id = models.CharField("identifiant", max_length=256, primary_key=True, db_collation="C")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="source")
    nom = models.CharField("nom", max_length=150)
    date_maj = models.DateField("date de mise à jour")
    description = models.TextField("description", blank=True)
    lien_source = models.TextField("lien vers la source", blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    commune = models.TextField("commune", blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    code_insee = models.CharField("code INSEE", max_length=5, blank=True)
    adresse = models.TextField("adresse", blank=True)
    complement_adresse = models.TextField("complément d'adresse", blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    telephone = models.TextField("téléphone", blank=True)
    courriel = models.TextField("courriel", blank=True)
    site_web = models.TextField("site internet", blank=True)
    horaires_accueil = models.TextField("horaires d'accueil", blank=True)
    accessibilite_lieu = models.TextField("fiche d'accessibilité", blank=True)
    reseaux_porteurs = ArrayField(
        models.CharField(max_length=80), verbose_name="réseaux porteurs", default=list, blank=True
    )
    code_departement = models.CharField("département", max_length=3, blank=True)
    code_region = models.CharField("région", max_length=2, blank=True)
    search_key = models.TextField("nom et commune, sans accent", blank=True)
    record_hash = models.CharField("empreinte de l'enregistrement reçu", max_length=64)
    document = models.BinaryField("réponse de la liste")
    detail = models.BinaryField("réponse de la fiche")
    digest = models.CharField("empreinte des réponses", max_length=32)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nom
