"""What ties cases together: two that are read together, one that became part of another, one that became two."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.saisine import Saisine


class LienQuerySet(models.QuerySet["Lien"]):
    """Links."""

    def visible_to(self, actor: Actor) -> "LienQuerySet":
        """Those between cases of one's office."""
        return self.filter(one__organisation__in=actor.organisations)


class Lien(models.Model):
    """Two cases of one office that are handled together: the same street, the same decision, the same person."""

    one = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="dossier")
    other = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="autre dossier")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="lié par"
    )
    at = models.DateTimeField("lié le", default=clock.now)

    objects: ClassVar[models.Manager["Lien"]] = LienQuerySet.as_manager()

    class Meta:
        verbose_name = "lien entre dossiers"
        verbose_name_plural = "liens entre dossiers"
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="lien_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="lien_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} et {self.other_id}"


class FusionQuerySet(models.QuerySet["Fusion"]):
    """Merges."""

    def visible_to(self, actor: Actor) -> "FusionQuerySet":
        """Those of cases of one's office."""
        return self.filter(kept__organisation__in=actor.organisations)


class Fusion(models.Model):
    """A case that became part of another one: ``moved`` names the rows that went along, to give them back if undone."""

    kept = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="dossier gardé")
    absorbed = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="dossier joint")
    person = models.ForeignKey(
        Requerant, models.SET_NULL, null=True, related_name="+", verbose_name="requérant du dossier joint"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="joint par"
    )
    at = models.DateTimeField("joint le", default=clock.now)
    moved = models.JSONField("lignes déplacées", default=dict)
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    objects: ClassVar[models.Manager["Fusion"]] = FusionQuerySet.as_manager()

    class Meta:
        verbose_name = "jonction de dossiers"
        verbose_name_plural = "jonctions de dossiers"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.absorbed_id} dans {self.kept_id}"


class ScissionQuerySet(models.QuerySet["Scission"]):
    """Splits."""

    def visible_to(self, actor: Actor) -> "ScissionQuerySet":
        """Those of cases of one's office; whoever holds a follow-up code, those of their own case."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(access=actor.identifier)
        return self.filter(organisation__in=actor.organisations)


class Scission(models.Model):
    """A case that told two disputes: ``made`` is the one that came of it, ``origin`` the one that it left.

    ``access`` is the digest of the code that the person has: it opens both, and still opens ``made`` once the other is
    erased. ``rows`` names what ``made`` held when it was made, and ``copied`` what of it is a copy.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    origin = models.ForeignKey(Saisine, models.SET_NULL, null=True, related_name="+", verbose_name="dossier d’origine")
    made = models.OneToOneField(Saisine, models.CASCADE, related_name="scission", verbose_name="nouveau dossier")
    access = models.CharField("empreinte du code de suivi", max_length=64, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="scindé par"
    )
    at = models.DateTimeField("scindé le", default=clock.now)
    version = models.PositiveIntegerField("version du nouveau dossier", default=1)
    rows = models.JSONField("lignes du nouveau dossier", default=dict)
    copied = models.JSONField("lignes copiées", default=dict)
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    objects: ClassVar[models.Manager["Scission"]] = ScissionQuerySet.as_manager()

    class Meta:
        verbose_name = "scission d’un dossier"
        verbose_name_plural = "scissions de dossiers"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.made_id} de {self.origin_id}"
