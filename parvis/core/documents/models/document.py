"""A stored file and its key, in two tables so that they can be backed up, and forgotten, apart."""

from typing import Any
from uuid import uuid4

from django.db import models

from parvis.core.documents.enums import Scan
from parvis.kernel import clock
from parvis.kernel.actor import Actor


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents."""

    def visible_to(self, actor: Actor) -> "DocumentQuerySet":
        """Those of the organisations that ``actor`` acts for, and those that they deposited for themselves."""
        seen = models.Q(organisation__in=actor.organisations)
        if actor.signed_in:
            seen |= models.Q(organisation=None, created_by=int(actor.identifier))
        return self.filter(seen)


class Document(models.Model):
    """A file deposited by somebody, for an organisation or for themselves.

    Destroyed, it keeps its number and dates so that what pointed to it can say so, and nothing else.
    ``door`` names the product that serves it, and decides who of the organisation may read it; without one, whom row
    security shows it to downloads it at ``/documents/``.
    Whoever holds the case that it is joined to says by ``released_on`` when it is no longer needed: the night
    that follows erases row, key and file.
    """

    id = models.UUIDField("identifiant", primary_key=True, default=uuid4, editable=False)
    organisation = models.BigIntegerField("organisation", null=True, blank=True, db_index=True)
    created_by = models.ForeignKey(
        "accounts.User", verbose_name="déposé par", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField("nom du fichier", max_length=255, blank=True)
    media_type = models.CharField("type", max_length=127)
    size = models.BigIntegerField("taille")
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    door = models.CharField("servi par", max_length=20, blank=True, editable=False)
    place = models.CharField("emplacement", max_length=255)
    scan = models.CharField("analyse", max_length=10, choices=Scan.choices, default=Scan.WAITING)
    scanned_on = models.DateTimeField("analysé le", null=True, blank=True)
    created_on = models.DateTimeField("déposé le", default=clock.now, editable=False)
    released_on = models.DateTimeField("devenu inutile le", null=True, blank=True)
    destroyed_on = models.DateTimeField("détruit le", null=True, blank=True)

    objects: Any = models.Manager.from_queryset(DocumentQuerySet)()

    class Meta:
        verbose_name = "fichier"
        verbose_name_plural = "fichiers"
        ordering = ("-created_on",)

    def __str__(self) -> str:
        return self.name or f"fichier détruit {self.pk}"

    @property
    def context(self) -> bytes:
        """What ties the sealed content and its key to this document."""
        return f"document:{self.pk}".encode()

    @property
    def subject_key(self) -> str:
        """How the journal names this document."""
        return f"document:{self.pk}"


class DataKey(models.Model):
    """The key of one file, sealed by the master key whose fingerprint is ``master``. Without it, no file."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="key")
    sealed = models.BinaryField("clé scellée")
    master = models.CharField("empreinte de la clé maîtresse", max_length=16, db_index=True)

    class Meta:
        verbose_name = "clé de fichier"
        verbose_name_plural = "clés de fichiers"

    def __str__(self) -> str:
        return f"clé de {self.document_id}"

    @property
    def context(self) -> bytes:
        """What ties the key to its document."""
        return self.document.context
