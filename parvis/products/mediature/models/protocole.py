"""The agreement that ends a mediation: its text, what each side undertakes, what each answered, what became of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import AGREED, Cote, EtatProtocole, Execution, ReponseProtocole, Signe
from parvis.products.mediature.models.dossier import Piece
from parvis.products.mediature.models.partie import Partie
from parvis.products.mediature.models.saisine import Saisine
from parvis.products.mediature.models.tache import Tache


class ProtocoleQuerySet(models.QuerySet["Protocole"]):
    """Protocols."""

    def visible_to(self, actor: Actor) -> "ProtocoleQuerySet":
        """Those of the cases of one's office; the person, those that were proposed to them, but while rewritten."""
        if actor.kind is ActorKind.CITIZEN:
            shown = self.exclude(etat=EtatProtocole.PROJET).exclude(proposed_on=None)
            return shown.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)

    def running(self) -> "ProtocoleQuerySet":
        """Those that nobody has given up."""
        return self.exclude(etat=EtatProtocole.NON_CONCLU)


class Protocole(models.Model):
    """What the parties agree on. ``revision`` counts the texts proposed: an answer is to one of them.

    ``piece`` is the text as it was proposed; it may be erased before its case, where the authority declares less.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="protocoles", verbose_name="saisine")
    etat = models.CharField("état", max_length=10, choices=EtatProtocole, default=EtatProtocole.PROJET)
    text = models.TextField("articles", max_length=20000)
    revision = models.PositiveSmallIntegerField("version du texte", default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="préparé par"
    )
    written_at = models.DateTimeField("préparé le", default=clock.now)
    piece = models.ForeignKey(
        Piece, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="texte proposé"
    )
    proposed_on = models.DateField("proposé le", null=True, blank=True)
    concluded_on = models.DateField("conclu le", null=True, blank=True)
    homologated_on = models.DateField("homologué le", null=True, blank=True)
    court = models.CharField("juridiction", max_length=200, blank=True)
    why = models.CharField("raison de l’échec", max_length=500, blank=True)

    objects: ClassVar[models.Manager["Protocole"]] = ProtocoleQuerySet.as_manager()

    class Meta:
        verbose_name = "protocole d’accord"
        verbose_name_plural = "protocoles d’accord"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index("concluded_on", name="protocole_concluded")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(etat__in=sorted(AGREED)) | Q(concluded_on__isnull=False),
                name="protocole_concluded_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(etat=EtatProtocole.HOMOLOGUE) | (Q(homologated_on__isnull=False) & ~Q(court="")),
                name="protocole_homologated_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"protocole {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether the parties are asked to answer."""
        return self.etat == EtatProtocole.PROPOSE

    @property
    def agreed(self) -> bool:
        """Whether it binds the parties."""
        return self.etat in AGREED


class OfProtocoleQuerySet(models.QuerySet):
    """What belongs to a protocol."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the protocols that one sees."""
        return self.filter(protocole__in=Protocole.objects.visible_to(actor))


class Engagement(models.Model):
    """What one side undertakes, until when, and whether it was done; ``tache`` reminds the office to ask."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    protocole = models.ForeignKey(
        Protocole, models.CASCADE, related_name="engagements", verbose_name="protocole d’accord"
    )
    who = models.CharField("qui s’engage", max_length=200)
    words = models.CharField("à quoi", max_length=1000)
    due_on = models.DateField("pour le", null=True, blank=True)
    execution = models.CharField("suite", max_length=8, choices=Execution, default=Execution.ATTENDU)
    told_on = models.DateField("constatée le", null=True, blank=True)
    how = models.CharField("comment on le sait", max_length=500, blank=True)
    tache = models.ForeignKey(
        Tache, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="tâche de rappel"
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(OfProtocoleQuerySet)()

    class Meta:
        verbose_name = "engagement"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(execution=Execution.ATTENDU) | Q(told_on__isnull=False), name="engagement_told_says_when"
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} : {self.words}"

    @property
    def late(self) -> bool:
        """Whether its day is over and nobody has said that it was done."""
        return self.execution == Execution.ATTENDU and self.due_on is not None and self.due_on < clock.today()


class SignatureQuerySet(OfProtocoleQuerySet):
    """Answers to a protocol."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of one's office; the person, their own."""
        found = super().visible_to(actor)
        return found.filter(cote=Cote.REQUERANT) if actor.kind is ActorKind.CITIZEN else found


class Signature(models.Model):
    """What a party answered to one ``revision`` of a text, by which way, and what shows it; written once.

    ``partie`` is empty where the person answered on their page: who is in the mediation is not shown to them.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    protocole = models.ForeignKey(
        Protocole, models.CASCADE, related_name="signatures", verbose_name="protocole d’accord"
    )
    partie = models.ForeignKey(Partie, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="partie")
    cote = models.CharField("côté", max_length=14, choices=Cote)
    name = models.CharField("nom", max_length=200)
    revision = models.PositiveSmallIntegerField("version du texte")
    answer = models.CharField("réponse", max_length=12, choices=ReponseProtocole)
    moyen = models.CharField("donnée", max_length=10, choices=Signe)
    on = models.DateField("le")
    words = models.TextField("en mots", max_length=4000, blank=True)
    piece = models.ForeignKey(
        Piece, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="exemplaire signé"
    )
    at = models.DateTimeField("inscrite le", default=clock.now)

    objects: ClassVar[Any] = models.Manager.from_queryset(SignatureQuerySet)()

    class Meta:
        verbose_name = "réponse à un protocole"
        verbose_name_plural = "réponses à un protocole"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.name
