"""A file on its way in: what has arrived of it survives a cut, a reload, a restart."""

from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor


class UploadQuerySet(models.QuerySet["Upload"]):
    """Files on their way."""

    def visible_to(self, actor: Actor) -> "UploadQuerySet":
        """Those that ``actor`` sends, and nobody else's."""
        return self.filter(holder=actor.key)


class Upload(models.Model):
    """What ``holder``, the key of an actor, sends by the form ``place``; whole once ``pieces`` make ``length``.

    Each piece is sealed in a file of ``folder``, named by where it begins. ``mark`` is a digest that the browser makes
    of the two ends of the file: by it, the same file chosen again goes on from where it was.
    """

    id = models.UUIDField("identifiant", primary_key=True, default=uuid4, editable=False)
    holder = models.CharField("envoyé par", max_length=120)
    created_by = models.ForeignKey(
        "accounts.User", verbose_name="compte", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    place = models.CharField("formulaire", max_length=120)
    name = models.CharField("nom du fichier", max_length=255)
    mark = models.CharField("repère du contenu", max_length=64, blank=True)
    length = models.BigIntegerField("taille annoncée")
    pieces = ArrayField(models.IntegerField(), verbose_name="tailles des morceaux reçus", default=list)
    folder = models.CharField("emplacement", max_length=255)
    sealed = models.BinaryField("clé scellée")
    master = models.CharField("empreinte de la clé maîtresse", max_length=16, db_index=True)
    touched_at = models.DateTimeField("dernier morceau reçu le", default=clock.now)

    objects: Any = models.Manager.from_queryset(UploadQuerySet)()

    class Meta:
        verbose_name = "envoi de fichier"
        verbose_name_plural = "envois de fichiers"
        ordering = ("touched_at",)
        indexes = (models.Index("holder", "place", name="upload_of_a_form"),)

    def __str__(self) -> str:
        return self.name

    @property
    def received(self) -> int:
        """How much has arrived, in bytes."""
        return sum(self.pieces)

    @property
    def whole(self) -> bool:
        """Whether everything has arrived."""
        return self.received == self.length

    @property
    def context(self) -> bytes:
        """What ties the key to this upload."""
        return f"upload:{self.pk}".encode()

    def context_at(self, start: int) -> bytes:
        """What ties a sealed piece to its place in this upload."""
        return f"upload:{self.pk}:{start}".encode()

    def place_at(self, start: int) -> str:
        """Where the piece that begins at ``start`` is kept."""
        return f"{self.folder}/{start:011d}"

    @property
    def subject_key(self) -> str:
        """How the journal names this upload."""
        return f"upload:{self.pk}"
