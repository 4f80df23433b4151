"""What a case exchanges, by web and by mail, in one thread."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.notifications.enums import Delivery
from parvis.kernel import clock
from parvis.kernel.declarations.mail import Verdict
from parvis.products.mediature.enums import APART, Correspondant, Sens, Visibilite, Voie
from parvis.products.mediature.models.dossier import PartQuerySet, Piece
from parvis.products.mediature.models.saisine import Saisine


class MessageQuerySet(PartQuerySet):
    """Messages."""

    def in_thread(self) -> "MessageQuerySet":
        """Those of the case itself, not those that are kept apart."""
        return self.filter(apart="")

    def to_handle(self) -> "MessageQuerySet":
        """Those that came in and wait for somebody of the office."""
        return self.filter(apart="", sens=Sens.RECU, handled_at=None)


class Message(models.Model):
    """One message, received or sent; ``partie`` is who stands at the other end.

    ``apart`` says why a mail waits for the office to let it in; the person reads nothing of it before. ``counted_from``
    is written by the database, as for a piece.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="messages", verbose_name="saisine")
    sens = models.CharField("sens", max_length=6, choices=Sens)
    voie = models.CharField("voie", max_length=8, choices=Voie)
    partie = models.CharField("correspondant", max_length=9, choices=Correspondant)
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite, default=Visibilite.BUREAU)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="auteur"
    )
    sender = models.CharField("adresse de l’expéditeur", max_length=320, blank=True)
    sender_name = models.CharField("nom de l’expéditeur", max_length=150, blank=True)
    subject = models.CharField("objet", max_length=400, blank=True)
    text = models.TextField("texte", max_length=100_000, blank=True)
    quoted = models.TextField("texte cité", blank=True)
    at = models.DateTimeField("le", default=clock.now)
    message_id = models.CharField("identifiant du courriel", max_length=200, blank=True)
    in_reply_to = models.CharField("en réponse à", max_length=200, blank=True)
    verdict = models.CharField(
        "provenance", max_length=10, choices=[(each.value, each.value) for each in Verdict], blank=True
    )
    apart = models.CharField("tenu à part", max_length=10, choices=list(APART.items()), blank=True)
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    counted_from = models.DateField("conservation comptée depuis le", null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(MessageQuerySet)()

    class Meta:
        verbose_name = "message"
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index("saisine", "at", name="message_of_saisine"),
            models.Index("saisine", name="message_to_handle", condition=Q(sens=Sens.RECU, handled_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["saisine", "message_id"], condition=~Q(message_id=""), name="message_comes_once"
            ),
            models.CheckConstraint(
                condition=Q(apart="") | ~Q(visibility=Visibilite.REQUERANT), name="message_apart_stays_in_the_office"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"message {self.pk}"


class OfMessageQuerySet(models.QuerySet):
    """What belongs to a message: seen with it."""

    def of(self, messages: models.QuerySet[Message]) -> "OfMessageQuerySet":
        """Those of these messages."""
        return self.filter(message__in=messages)


class Jointe(models.Model):
    """A piece that came or left with a message; ``came`` when it came with it, and goes with it if it is dropped."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="jointes", verbose_name="message")
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="jointes", verbose_name="pièce")
    came = models.BooleanField("arrivée avec le message", default=False)

    objects: ClassVar[models.Manager["Jointe"]] = OfMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "piece"], name="jointe_once")]

    def __str__(self) -> str:
        return f"pièce jointe {self.pk}"


class Acheminement(models.Model):
    """A message on its way to one address, and what became of it there.

    It names the case too: whoever is hidden with their case is hidden here.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    message = models.ForeignKey(Message, models.CASCADE, related_name="acheminements", verbose_name="message")
    outgoing = models.UUIDField("courriel", unique=True)
    recipient = models.EmailField("destinataire", max_length=320)
    state = models.CharField("état", max_length=10, choices=Delivery, default=Delivery.WAITING)
    why = models.CharField("motif", max_length=100, blank=True)
    at = models.DateTimeField("le", default=clock.now)

    objects: ClassVar[models.Manager["Acheminement"]] = OfMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "acheminement d’un message"
        verbose_name_plural = "acheminements de messages"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"acheminement {self.pk}"
