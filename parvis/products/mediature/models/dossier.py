"""What a case gathers: pieces, notes of the office, and the line of time."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Fait, Visibilite
from parvis.products.mediature.models.brouillon import Brouillon
from parvis.products.mediature.models.saisine import Saisine


class PartQuerySet(models.QuerySet):
    """What belongs to a case."""

    def visible_to(self, actor: Actor) -> Self:
        """All of one's office but what is for the mediator of the case alone; the person, what is shared with them."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier, visibility=Visibilite.REQUERANT)
        mine = Q(saisine__mediateur=int(actor.identifier)) if actor.signed_in else Q(pk__in=[])
        return self.filter(~Q(visibility=Visibilite.MEDIATEUR) | mine, saisine__organisation__in=actor.organisations)


class Piece(models.Model):
    """A file of a case, or of a draft that is not yet sent.

    ``counted_from`` is the day from which the two years that are promised run: the end of the case, earlier by what the
    authority declares less. It is empty while the case is open. ``version`` counts the files that it had, this one
    included: the former ones are each a ``Version``.
    """

    saisine = models.ForeignKey(
        Saisine, models.CASCADE, null=True, blank=True, related_name="pieces", verbose_name="saisine"
    )
    brouillon = models.ForeignKey(
        Brouillon, models.CASCADE, null=True, blank=True, related_name="pieces", verbose_name="brouillon"
    )
    document = models.OneToOneField(Document, models.CASCADE, related_name="+", verbose_name="fichier")
    label = models.CharField("intitulé", max_length=200, blank=True)
    given_by = models.CharField("déposée par", max_length=120)
    given_at = models.DateTimeField("déposée le", default=clock.now)
    counted_from = models.DateField("conservation comptée depuis le", null=True, blank=True)
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite, default=Visibilite.REQUERANT)
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar[models.Manager["Piece"]] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce"
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(saisine=None, brouillon__isnull=False) | Q(saisine__isnull=False, brouillon=None),
                name="piece_of_one_case",
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.document)


class Note(models.Model):
    """What somebody of the office writes for the office; the person never reads it."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="notes", verbose_name="saisine")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="auteur"
    )
    text = models.TextField("texte", max_length=20000)
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite, default=Visibilite.BUREAU)
    written_at = models.DateTimeField("écrite le", default=clock.now)

    objects: ClassVar[models.Manager["Note"]] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "note"
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(visibility=Visibilite.REQUERANT), name="note_stays_in_the_office")
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Ligne(models.Model):
    """One thing that happened, in the words of the day; never changed."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="lignes", verbose_name="saisine")
    fait = models.CharField("fait", max_length=15, choices=Fait)
    words = models.CharField("en mots", max_length=500)
    by = models.CharField("par", max_length=120)
    at = models.DateTimeField("le", default=clock.now)
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite, default=Visibilite.BUREAU)

    objects: ClassVar[models.Manager["Ligne"]] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du dossier"
        verbose_name_plural = "lignes du dossier"
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index("saisine", "at", name="ligne_of_saisine")]

    def __str__(self) -> str:
        return self.words
