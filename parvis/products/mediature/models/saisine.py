"""A referral to the mediator, from its filing to its end."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import (
    ENDED,
    Canal,
    Demarche,
    Etat,
    Issue,
    Juge,
    Origine,
    Qualite,
    Recevabilite,
)
from parvis.products.mediature.models.nomenclature import Domaine, TiersCompetent
from parvis.products.mediature.models.requerant import Requerant


class SaisineQuerySet(models.QuerySet["Saisine"]):
    """Saisines."""

    def visible_to(self, actor: Actor) -> "SaisineQuerySet":
        """Those of one's office, never those of another; whoever holds a follow-up code sees that one.

        A case that became part of another one is no more a case.
        """
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(access=actor.identifier, merged_into=None)
        return self.filter(organisation__in=actor.organisations, merged_into=None)

    def open(self) -> "SaisineQuerySet":
        """Those that have not ended."""
        return self.exclude(etat__in=ENDED).filter(merged_into=None)


class Saisine(models.Model):
    """A dispute with the services of an authority, and what the office of its mediator makes of it.

    ``access`` is the keyed digest of the follow-up code: row security shows the row to whoever proves to have it.
    ``received_on`` is the day that counts in law, which may be before ``filed_at``, the moment of its entry here.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    number = models.CharField("numéro", max_length=20, unique=True)
    access = models.CharField("empreinte du code de suivi", max_length=64, unique=True)
    requerant = models.ForeignKey(Requerant, models.CASCADE, related_name="saisines", verbose_name="requérant")
    qualite = models.CharField("qualité du requérant", max_length=14, choices=Qualite, default=Qualite.PARTICULIER)
    represented_by = models.CharField("représenté par", max_length=150, blank=True)
    canal = models.CharField("mode de saisine", max_length=10, choices=Canal, default=Canal.FORMULAIRE)
    origine = models.CharField("origine", max_length=10, choices=Origine, default=Origine.USAGER)
    filed_at = models.DateTimeField("déposée le", default=clock.now)
    received_on = models.DateField("reçue le", default=clock.today)

    facts = models.TextField("ce qui s’est passé", max_length=20000)
    expected = models.TextField("ce qui est demandé", max_length=4000, blank=True)
    service = models.CharField("service concerné", max_length=200, blank=True)
    demarche = models.CharField("première démarche", max_length=8, choices=Demarche)
    asked_on = models.DateField("démarche faite le", null=True, blank=True)
    answered_on = models.DateField("réponse reçue le", null=True, blank=True)
    juge = models.CharField("juge déjà saisi", max_length=11, choices=Juge)

    etat = models.CharField("avancement", max_length=30, choices=Etat, default=Etat.A_TRAITER)
    recevabilite = models.CharField(
        "recevabilité", max_length=11, choices=Recevabilite, default=Recevabilite.A_EXAMINER
    )
    decided_on = models.DateField("recevabilité décidée le", null=True, blank=True)
    reasons = models.TextField("motifs de la décision", max_length=8000, blank=True)
    domaine = models.ForeignKey(
        Domaine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="domaine"
    )
    tiers = models.ForeignKey(
        TiersCompetent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tiers compétent"
    )
    mediateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="attribuée à"
    )
    due_on = models.DateField("échéance", null=True, blank=True)

    parties_agreed_on = models.DateField("accord des parties", null=True, blank=True)
    first_meeting_on = models.DateField("première réunion", null=True, blank=True)
    issue = models.CharField("issue", max_length=20, choices=Issue, blank=True)
    conclusion = models.TextField("conclusion motivée", max_length=20000, blank=True)
    in_person = models.BooleanField("médiation en présence", default=False)
    agreement = models.BooleanField("accord des parties à la fin", default=False)
    closed_at = models.DateTimeField("terminée le", null=True, blank=True)
    last_exchange_at = models.DateTimeField("dernier échange", default=clock.now)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="jointe à"
    )
    version = models.PositiveIntegerField("version", default=1)

    objects: ClassVar[models.Manager["Saisine"]] = SaisineQuerySet.as_manager()

    class Meta:
        verbose_name = "saisine"
        ordering: ClassVar = [F("received_on").desc(), "-pk"]
        indexes: ClassVar = [
            models.Index("organisation", "etat", F("received_on").desc(), name="saisine_of_office"),
            # It has all that row security asks of a case: a list is counted and cut into pages without reading cases.
            models.Index(
                fields=["organisation", "-received_on", "-id"],
                include=["requerant", "access"],
                condition=Q(merged_into=None),
                name="saisine_by_date",
            ),
            models.Index("organisation", "mediateur", F("received_on").desc(), name="saisine_of_mediateur"),
            # What a period counts: received, decided and ended in it.
            models.Index("organisation", "received_on", name="saisine_received"),
            models.Index("organisation", "closed_at", name="saisine_closed"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(etat__in=sorted(ENDED), closed_at__isnull=False)
                | (~Q(etat__in=sorted(ENDED)) & Q(closed_at=None)),
                name="saisine_ended_says_when",
            ),
            models.CheckConstraint(condition=~Q(etat=Etat.CLOSE, issue=""), name="saisine_closed_says_how"),
            models.CheckConstraint(
                condition=Q(recevabilite=Recevabilite.A_EXAMINER, decided_on=None)
                | (~Q(recevabilite=Recevabilite.A_EXAMINER) & Q(decided_on__isnull=False)),
                name="saisine_decided_says_when",
            ),
            models.CheckConstraint(condition=Q(domaine=None) | Q(tiers=None), name="saisine_own_domaine_or_other_body"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ended(self) -> bool:
        """Whether nothing more happens unless it is reopened."""
        return self.etat in ENDED

    @property
    def key(self) -> str:
        """How the journal names this saisine."""
        return f"mediature.Saisine:{self.pk}"

    @property
    def age(self) -> timedelta:
        """How long it has been here, or took."""
        return (self.closed_at or clock.now()) - self.filed_at
