"""By which words a case is found."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from parvis.core.organisations.models import Organisation
from parvis.kernel.actor import Actor
from parvis.products.mediature.models.saisine import Saisine


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries."""

    def visible_to(self, actor: Actor) -> "SearchEntryQuerySet":
        """Those of one's offices; row security keeps, of those, what is for the mediator of a case alone."""
        return self.filter(organisation__in=actor.organisations)


class SearchEntry(models.Model):
    """The words of a case and their roots, gathered by the database from all that it holds.

    The entry that is ``alone`` has everything, and shows to the mediator of the case; the other one has what the whole
    office reads. Row security shows only the entries that have the words which the session looks for.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    alone = models.BooleanField("pour le médiateur du dossier seulement", default=False)
    words = SearchVectorField("mots et racines", default="")

    objects: ClassVar[models.Manager["SearchEntry"]] = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mots d’un dossier"
        verbose_name_plural = "mots des dossiers"
        indexes: ClassVar = [GinIndex("words", name="searchentry_words")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["saisine", "alone"], name="searchentry_once")]

    def __str__(self) -> str:
        return f"mots de {self.saisine_id}"
