"""The letters of a case, kept as they were written, and how each reached the person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Genre, Moyen
from parvis.products.mediature.models.dossier import Piece
from parvis.products.mediature.models.saisine import Saisine


class CourrierQuerySet(models.QuerySet["Courrier"]):
    """Letters."""

    def visible_to(self, actor: Actor) -> "CourrierQuerySet":
        """Those of one's office; the person, those of their own case."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)


class Courrier(models.Model):
    """A letter, which the database lets nobody change: a new one replaces it, and says so."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="courriers", verbose_name="saisine")
    genre = models.CharField("type de courrier", max_length=12, choices=Genre)
    piece = models.OneToOneField(Piece, models.CASCADE, related_name="courrier", verbose_name="pièce")
    reference = models.CharField("référence", max_length=30, unique=True)
    written_on = models.DateField("daté du", default=clock.today)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="établi par"
    )
    replaces = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )

    objects: ClassVar[models.Manager["Courrier"]] = CourrierQuerySet.as_manager()

    class Meta:
        verbose_name = "courrier"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} {self.reference}"

    @property
    def replaced(self) -> bool:
        """Whether a more recent letter says the same otherwise."""
        return hasattr(self, "replaced_by")


class RemiseQuerySet(models.QuerySet["Remise"]):
    """Deliveries."""

    def visible_to(self, actor: Actor) -> "RemiseQuerySet":
        """Those of the letters that one sees."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)


class Remise(models.Model):
    """That a letter was sent or handed over: how, and on which day. Written once."""

    courrier = models.ForeignKey(Courrier, models.CASCADE, related_name="remises", verbose_name="courrier")
    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    moyen = models.CharField("remis", max_length=10, choices=Moyen)
    on = models.DateField("remis le")
    by = models.CharField("inscrit par", max_length=120)
    at = models.DateTimeField("inscrit le", default=clock.now)

    objects: ClassVar[models.Manager["Remise"]] = RemiseQuerySet.as_manager()

    class Meta:
        verbose_name = "remise d’un courrier"
        verbose_name_plural = "remises d’un courrier"
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return str(self.get_moyen_display())
