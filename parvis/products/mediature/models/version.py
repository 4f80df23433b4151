"""What a document of a case was before a more recent file replaced it."""

from typing import ClassVar

from django.db import models

from parvis.core.documents.models import Document
from parvis.products.mediature.enums import Visibilite
from parvis.products.mediature.models.dossier import PartQuerySet, Piece
from parvis.products.mediature.models.saisine import Saisine


class Version(models.Model):
    """A former file of a piece, with the label and the readers that it had; written once, it ends with its piece."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="versions", verbose_name="pièce")
    document = models.OneToOneField(Document, models.CASCADE, related_name="+", verbose_name="fichier")
    rank = models.PositiveIntegerField("rang")
    label = models.CharField("intitulé", max_length=200, blank=True)
    given_by = models.CharField("déposée par", max_length=120)
    given_at = models.DateTimeField("déposée le")
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite)

    objects: ClassVar[models.Manager["Version"]] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’une pièce"
        verbose_name_plural = "versions d’une pièce"
        # By number: by the piece itself, versions of one that is hidden would not show.
        ordering: ClassVar = ["piece_id", "-rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["piece", "rank"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.label or self.document}, version {self.rank}"

    @property
    def version(self) -> int:
        """Its rank, called as that of the piece."""
        return self.rank
