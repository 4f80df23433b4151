"""What the office asks of a service of the authority, and what the service answers by its own link."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Suite, Visibilite
from parvis.products.mediature.models.dossier import Piece
from parvis.products.mediature.models.saisine import Saisine


class ServiceInterneQuerySet(models.QuerySet["ServiceInterne"]):
    """Services."""

    def visible_to(self, actor: Actor) -> "ServiceInterneQuerySet":
        """Those that one's own office writes to."""
        return self.filter(organisation__in=actor.organisations)

    def asked(self) -> "ServiceInterneQuerySet":
        """Those that a question may still go to."""
        return self.filter(archived_on=None)


class ServiceInterne(models.Model):
    """A service of the authority, as the office of its mediator reaches it. Archived, past questions keep its name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    name = models.CharField("nom du service", max_length=200)
    email = models.EmailField("adresse électronique")
    phone = models.CharField("téléphone", max_length=40, blank=True)
    added_at = models.DateTimeField("inscrit le", default=clock.now)
    archived_on = models.DateField("archivé le", null=True, blank=True)

    objects: ClassVar[models.Manager["ServiceInterne"]] = ServiceInterneQuerySet.as_manager()

    class Meta:
        verbose_name = "service de la collectivité"
        verbose_name_plural = "services de la collectivité"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(archived_on=None), name="service_interne_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SollicitationQuerySet(models.QuerySet["Sollicitation"]):
    """Questions."""

    def visible_to(self, actor: Actor) -> "SollicitationQuerySet":
        """Those of one's office; a service, the one whose link it has."""
        if actor.kind is ActorKind.CORRESPONDENT:
            return self.filter(access=actor.identifier)
        return self.filter(organisation__in=actor.organisations)

    def open(self) -> "SollicitationQuerySet":
        """Those whose link still opens."""
        return self.filter(closed_at=None)

    def awaited(self) -> "SollicitationQuerySet":
        """Those that no service has answered yet, nor sent elsewhere."""
        return self.open().filter(answered_at=None)


class Sollicitation(models.Model):
    """A question put to a service. ``access`` is the keyed digest of the code in its link.

    ``due_before`` is what was due before the service took more time, which it may do once. ``reminded`` is how far the
    reminders have gone. The link dies with the question, at the latest with the case: the database sees to it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="sollicitations", verbose_name="saisine")
    reference = models.CharField("référence", max_length=30, unique=True)
    access = models.CharField("empreinte du lien", max_length=64, unique=True)
    service = models.ForeignKey(
        ServiceInterne, models.SET_NULL, null=True, related_name="+", verbose_name="service interrogé"
    )
    service_name = models.CharField("nom du service", max_length=200)
    question = models.TextField("question", max_length=20000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="posée par"
    )
    asked_at = models.DateTimeField("posée le", default=clock.now)
    due_on = models.DateField("réponse attendue pour le")
    due_before = models.DateField("attendue d’abord pour le", null=True, blank=True)
    answered_at = models.DateTimeField("première réponse le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    reminded = models.PositiveSmallIntegerField("rappels faits", default=0)

    objects: ClassVar[models.Manager["Sollicitation"]] = SollicitationQuerySet.as_manager()

    class Meta:
        verbose_name = "question à un service"
        verbose_name_plural = "questions à un service"
        ordering: ClassVar = ["asked_at", "pk"]
        indexes: ClassVar = [
            models.Index("due_on", condition=Q(closed_at=None, answered_at=None), name="sollicitation_awaited")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def key(self) -> str:
        """How the journal names this question."""
        return f"mediature.Sollicitation:{self.pk}"

    @property
    def late(self) -> bool:
        """Whether an answer is still awaited after its day."""
        return self.closed_at is None and self.answered_at is None and self.due_on < clock.today()

    @property
    def answered_late(self) -> bool:
        """Whether the answer came after its day."""
        return self.answered_at is not None and _day(self) > self.due_on

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        if self.answered_at is not None:
            return "Réponse reçue en retard" if self.answered_late else "Réponse reçue"
        if self.closed_at is not None:
            return "Close sans réponse"
        return "Réponse en retard" if self.late else "Réponse attendue"


def _day(sollicitation: Sollicitation) -> date:
    answered = sollicitation.answered_at or sollicitation.asked_at
    return answered.astimezone(clock.PARIS).date()


class ReponseQuerySet(models.QuerySet["Reponse"]):
    """Answers."""

    def visible_to(self, actor: Actor) -> "ReponseQuerySet":
        """Those to one's office; a service, its own; the person, those that the office shares with them."""
        if actor.kind is ActorKind.CORRESPONDENT:
            return self.filter(sollicitation__access=actor.identifier)
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier, visibility=Visibilite.REQUERANT)
        return self.filter(saisine__organisation__in=actor.organisations)


class Reponse(models.Model):
    """What a service said of a question; the office alone decides whether the person reads it."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="reponses", verbose_name="saisine")
    sollicitation = models.ForeignKey(
        Sollicitation, models.CASCADE, related_name="reponses", verbose_name="question à un service"
    )
    suite = models.CharField("suite", max_length=10, choices=Suite, default=Suite.REPONSE)
    text = models.TextField("réponse", max_length=20000)
    at = models.DateTimeField("donnée le", default=clock.now)
    visibility = models.CharField("visible par", max_length=10, choices=Visibilite, default=Visibilite.BUREAU)

    objects: ClassVar[models.Manager["Reponse"]] = ReponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse d’un service"
        verbose_name_plural = "réponses d’un service"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"réponse {self.pk}"


class PieceConfieeQuerySet(models.QuerySet["PieceConfiee"]):
    """Pieces that go with a question or with its answer."""

    def visible_to(self, actor: Actor) -> "PieceConfieeQuerySet":
        """Those of one's office; a service, those of its own question."""
        if actor.kind is ActorKind.CORRESPONDENT:
            return self.filter(sollicitation__access=actor.identifier)
        return self.filter(sollicitation__organisation__in=actor.organisations)


class PieceConfiee(models.Model):
    """A piece that a service may read: sent with the question, or joined by the service to its ``reponse``."""

    sollicitation = models.ForeignKey(
        Sollicitation, models.CASCADE, related_name="confiees", verbose_name="question à un service"
    )
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="+", verbose_name="pièce")
    reponse = models.ForeignKey(
        Reponse, models.CASCADE, null=True, blank=True, related_name="confiees", verbose_name="réponse"
    )

    objects: ClassVar[models.Manager["PieceConfiee"]] = PieceConfieeQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce confiée à un service"
        verbose_name_plural = "pièces confiées à un service"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sollicitation", "piece"], name="piece_confiee_once"),
        ]

    def __str__(self) -> str:
        return f"pièce confiée {self.pk}"
