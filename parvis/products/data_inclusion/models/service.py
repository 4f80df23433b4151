"""Published services, and the narrow entries by which they are found."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Repeat

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models.publication import Publication, PublishedQuerySet
from parvis.products.data_inclusion.models.record import SLUG, ServiceRecord, numbers, slugs
from parvis.products.data_inclusion.models.source import Source
from parvis.products.data_inclusion.models.structure import Structure


class ServiceQuerySet(PublishedQuerySet["Service"]):
    """Services, published or removed at their source."""


class Service(ServiceRecord, Publication):
    """What a structure offers, and where the record comes from."""

    structure = models.ForeignKey(Structure, models.PROTECT, related_name="services", verbose_name="structure")

    objects: ClassVar[models.Manager["Service"]] = ServiceQuerySet.as_manager()

    class Meta(ServiceRecord.Meta):
        abstract = False
        verbose_name = "service"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["source", "id"], name="service_by_source"),
            models.Index(fields=["id"], condition=Q(removed_at=None), name="service_published"),
            models.Index(fields=["record_hash"], name="service_by_hash"),
            models.Index(fields=["structure", "id"], name="service_by_structure"),
        ]


class ServiceEntryQuerySet(models.QuerySet["ServiceEntry"]):
    """Entries of the published services."""

    def visible_to(self, actor: Actor) -> "ServiceEntryQuerySet":
        """What is published is open to everybody; an entry exists for nothing else."""
        return self


class ServiceEntry(models.Model):
    """By what a published service is found: one narrow row, many to a page of the disk, no text.

    ``x``, ``y`` and ``z`` are its place on the sphere of radius 1: the distance of two places follows
    from the product of theirs, without trigonometry. They are null for what has no place.
    ``thematiques``, with their categories, and ``publics`` are numbers: see :func:`number_of`.
    """

    service = models.OneToOneField(
        Service, models.CASCADE, primary_key=True, related_name="entry", verbose_name="service"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="source")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="+", verbose_name="structure")
    code_insee = models.CharField("code INSEE", max_length=5, blank=True)
    code_departement = models.CharField("département", max_length=3, blank=True)
    code_region = models.CharField("région", max_length=2, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    x = models.FloatField("abscisse sur la sphère", null=True, blank=True)
    y = models.FloatField("ordonnée sur la sphère", null=True, blank=True)
    z = models.FloatField("cote sur la sphère", null=True, blank=True)
    on_site = models.BooleanField("en présentiel")
    remote = models.BooleanField("à distance")
    type = models.CharField("type", max_length=SLUG, blank=True)
    frais = models.CharField("frais", max_length=SLUG, blank=True)
    thematiques = numbers("thématiques")
    publics = numbers("publics")
    open_to_all = models.BooleanField("ouvert à tout le pays")
    zone_eligibilite = slugs("zone d'éligibilité")
    score_qualite = models.FloatField("score de qualité", default=0.0)
    cluster = models.CharField(
        "première fiche de la même structure", max_length=256, blank=True, db_default="", db_collation="C"
    )
    cluster_rank = models.PositiveSmallIntegerField("rang parmi les fiches de la même structure", db_default=0)

    objects: ClassVar[models.Manager["ServiceEntry"]] = ServiceEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        ordering = ["service_id"]
        indexes = [
            models.Index(fields=["source", "service"], name="entry_by_source"),
            models.Index(fields=["code_insee", "service"], name="entry_by_commune"),
            models.Index(fields=["code_departement", "service"], name="entry_by_departement"),
            models.Index(fields=["code_region", "service"], name="entry_by_region"),
            models.Index(fields=["service"], condition=Q(remote=True), name="entry_remote"),
            models.Index(F("score_qualite").desc(), "service", name="entry_by_quality"),
            models.Index("cluster", "cluster_rank", condition=Q(cluster__gt=""), name="entry_by_cluster"),
            GinIndex(fields=["thematiques"], name="entry_by_theme"),
            GistIndex(Func(F("longitude"), F("latitude"), function="point"), name="entry_point"),
        ]

    def __str__(self) -> str:
        return str(self.service_id)


class ServiceWordsQuerySet(models.QuerySet["ServiceWords"]):
    """Words of the published services."""

    def visible_to(self, actor: Actor) -> "ServiceWordsQuerySet":
        """What is published is open to everybody."""
        return self


class ServiceWords(models.Model):
    """The roots of the words of a published service, in a table of their own: to count them reads nothing else.

    ``words``, which is long, is kept aside by the database: the row stays narrow. It does so only for rows
    of more than 2,032 bytes, hence ``ballast``: blanks, of which some thirty bytes are left once compressed.
    """

    entry = models.OneToOneField(
        ServiceEntry, models.CASCADE, primary_key=True, related_name="roots", verbose_name="entrée"
    )
    score_qualite = models.FloatField("score de qualité", default=0.0)
    title = SearchVectorField("racines des mots du titre, sans accent", default="")
    words = SearchVectorField("racines de tous les mots, sans accent", default="")
    ballast = models.GeneratedField(
        verbose_name="lest",
        expression=Repeat(Value(" "), Value(2_000)),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects: ClassVar[models.Manager["ServiceWords"]] = ServiceWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "mots d'un service"
        verbose_name_plural = "mots des services"
        ordering = ["entry_id"]
        indexes = [
            models.Index(F("score_qualite").desc(), "entry", name="words_by_quality"),
            GinIndex(fields=["title"], name="words_by_title", fastupdate=False),
            GinIndex(fields=["words"], name="words_by_word", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)
