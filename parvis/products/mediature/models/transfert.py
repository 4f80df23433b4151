"""A case that another authority's mediator is to take over, if the person agrees."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Canal, EtatTransfert
from parvis.products.mediature.models.collectivite import Collectivite
from parvis.products.mediature.models.saisine import Saisine


class TransfertQuerySet(models.QuerySet["Transfert"]):
    """Transfers."""

    def visible_to(self, actor: Actor) -> "TransfertQuerySet":
        """Those of cases of one's office; the person, that of their own case. The other office sees none."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)

    def waiting(self) -> "TransfertQuerySet":
        """Those that the person has not answered."""
        return self.filter(etat=EtatTransfert.PROPOSE)


class Transfert(models.Model):
    """A proposal to the person, their answer and how it was given, then the number of the case that it made.

    ``target`` is that case, which is of another office: row security shows it to nobody here.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="transferts", verbose_name="saisine")
    to = models.ForeignKey(Collectivite, models.CASCADE, related_name="+", verbose_name="collectivité destinataire")
    reasons = models.TextField("raisons dites à la personne", max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="proposé par"
    )
    at = models.DateTimeField("proposé le", default=clock.now)
    etat = models.CharField("suite", max_length=9, choices=EtatTransfert, default=EtatTransfert.PROPOSE)
    canal = models.CharField("réponse donnée", max_length=10, choices=Canal, blank=True)
    answered_on = models.DateField("réponse du", null=True, blank=True)
    words = models.CharField("comment la réponse a été donnée", max_length=500, blank=True)
    number = models.CharField("nouveau numéro", max_length=20, blank=True)
    target = models.ForeignKey(
        Saisine, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="nouvelle saisine"
    )
    code_given_at = models.DateTimeField("nouveau code remis le", null=True, blank=True)

    objects: ClassVar[models.Manager["Transfert"]] = TransfertQuerySet.as_manager()

    class Meta:
        verbose_name = "transfert"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["saisine"], condition=Q(etat=EtatTransfert.PROPOSE), name="transfert_one_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(etat=EtatTransfert.ACCEPTE) | Q(answered_on__isnull=False) & ~Q(canal="") & ~Q(number=""),
                name="transfert_agreed_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"transfert {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether the person has not answered."""
        return self.etat == EtatTransfert.PROPOSE

    @property
    def agreed(self) -> bool:
        """Whether the case went to the other office."""
        return self.etat == EtatTransfert.ACCEPTE
