"""The two lists that cases are sorted by: what they are about, and who else is competent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parvis.core.organisations.models import Organisation
from parvis.kernel.actor import Actor


class EntreeQuerySet(models.QuerySet):
    """Entries of one of the lists."""

    def visible_to(self, actor: Actor) -> "EntreeQuerySet":
        """The common ones, and those of one's own office."""
        return self.filter(Q(organisation=None) | Q(organisation__in=actor.organisations))

    def offered(self) -> "EntreeQuerySet":
        """Those that a case may still take."""
        return self.filter(archived_on=None)


class Entree(models.Model):
    """An entry, on two levels; common to every office, or of one of them. Archived, past cases keep it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="sous"
    )
    name = models.CharField("nom", max_length=200)
    archived_on = models.DateField("archivée le", null=True, blank=True)

    objects: ClassVar[models.Manager] = EntreeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Domaine(Entree):
    """What a dispute is about."""

    class Meta(Entree.Meta):
        verbose_name = "domaine"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "name"], nulls_distinct=False, name="domaine_once"
            )
        ]


class TiersCompetent(Entree):
    """A body to which a saisine is passed on, and how to reach it."""

    contact = models.CharField("comment le joindre", max_length=300, blank=True)

    class Meta(Entree.Meta):
        verbose_name = "tiers compétent"
        verbose_name_plural = "tiers compétents"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "parent", "name"], nulls_distinct=False, name="tiers_once")
        ]
