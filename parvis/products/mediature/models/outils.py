"""What somebody of an office keeps for their work: views of the list, and texts written once for many cases."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor


class VueQuerySet(models.QuerySet["Vue"]):
    """Views."""

    def visible_to(self, actor: Actor) -> "VueQuerySet":
        """One's own, and those that somebody shared with one's office."""
        own = Q(author=int(actor.identifier)) if actor.signed_in else Q(pk__in=[])
        return self.filter(own | Q(shared=True), organisation__in=actor.organisations)


class Vue(models.Model):
    """The list as somebody filters and sorts it, under a name; ``query`` is what its address says."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="auteur")
    name = models.CharField("nom de la vue", max_length=60)
    query = models.CharField("filtres", max_length=1000)
    shared = models.BooleanField("partagée avec le bureau", default=False)
    preferred = models.BooleanField("ouverte d’abord par son auteur", default=False)
    kept_at = models.DateTimeField("enregistrée le", default=clock.now)

    objects: ClassVar[models.Manager["Vue"]] = VueQuerySet.as_manager()

    class Meta:
        verbose_name = "vue de la liste"
        verbose_name_plural = "vues de la liste"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "author", "name"], name="vue_once"),
            models.UniqueConstraint(fields=["author"], condition=Q(preferred=True), name="vue_one_preferred"),
        ]

    def __str__(self) -> str:
        return self.name


class ModeleQuerySet(models.QuerySet["Modele"]):
    """Texts."""

    def visible_to(self, actor: Actor) -> "ModeleQuerySet":
        """The common ones, and those of one's own office."""
        return self.filter(Q(organisation=None) | Q(organisation__in=actor.organisations))

    def offered(self, organisation: int) -> "ModeleQuerySet":
        """Those that a case of this office may take."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation), archived_on=None)


class Modele(models.Model):
    """A text that an office writes often, with variables such as ``{{ prenom }}``; common to all, or of one office.

    ``key`` names the one that came with the platform, whatever its title became.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    title = models.CharField("titre", max_length=80)
    text = models.TextField("texte", max_length=8000)
    archived_on = models.DateField("archivé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    key = models.CharField("clé", max_length=40, blank=True, default="", editable=False)

    objects: ClassVar[models.Manager["Modele"]] = ModeleQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de texte"
        verbose_name_plural = "modèles de texte"
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=Q(archived_on=None),
                nulls_distinct=False,
                name="modele_once",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="modele_came_once"),
        ]

    def __str__(self) -> str:
        return self.title
