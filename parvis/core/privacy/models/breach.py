"""The register of breaches: all of them, even those that are not notified."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.core.privacy.enums.breach import Addressee, PeopleDecision, Phase, Risk
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind

# Hours, not days, and in instants: a change of clocks moves nothing.
NOTIFICATION = timedelta(hours=72)
CERTAIN_BEFORE_SEEN = "La certitude ne précède pas la découverte : corrigez l’une des deux dates."


class BreachQuerySet(models.QuerySet["Breach"]):
    """Breaches."""

    def visible_to(self, actor: Actor) -> "BreachQuerySet":
        """All to administrators; to a data protection officer, those of what their organisation answers for."""
        if actor.platform_administrator or actor.kind is ActorKind.SYSTEM:
            return self.all()
        return self.filter(organisations__overlap=[pk for pk, role in actor.roles if role == "dpo"])


class Breach(models.Model):
    """What happened, since when it is known, to whom, and what was done about it.

    ``organisations`` answer for the controllers of the data touched: their data protection officers keep it.
    """

    title = models.CharField("en bref", max_length=150)
    services = ArrayField(models.CharField(max_length=60), verbose_name="services touchés")
    discovered_at = models.DateTimeField("découverte le")
    aware_at = models.DateTimeField("certitude acquise le")
    nature = ArrayField(models.CharField(max_length=20), verbose_name="nature")
    circumstances = models.TextField("circonstances")
    categories = ArrayField(models.CharField(max_length=120), verbose_name="données touchées", default=list, blank=True)
    people = models.PositiveIntegerField("nombre approximatif de personnes", null=True, blank=True)
    records = models.PositiveIntegerField("nombre approximatif d’enregistrements", null=True, blank=True)
    consequences = models.TextField("conséquences probables", blank=True)
    measures = models.TextField("mesures prises ou proposées", blank=True)
    contact = models.CharField("personne à contacter", max_length=200)
    account = models.CharField("compte en cause", max_length=120, blank=True)
    exposed_from = models.DateTimeField("exposition depuis", null=True, blank=True)
    exposed_until = models.DateTimeField("exposition jusqu’à", null=True, blank=True)
    risk = models.CharField("risque pour les personnes", max_length=20, choices=Risk, default=Risk.UNKNOWN)
    people_decision = models.CharField(
        "prévenir les personnes", max_length=20, choices=PeopleDecision, default=PeopleDecision.PENDING, blank=True
    )
    people_reason = models.TextField("pourquoi", blank=True)
    organisations = ArrayField(
        models.BigIntegerField(), verbose_name="organisations qui en répondent", default=list, blank=True
    )
    opened_at = models.DateTimeField("inscrite le", default=clock.now)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects: ClassVar[models.Manager["Breach"]] = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = "violation de données"
        verbose_name_plural = "violations de données"
        ordering: ClassVar = ["-aware_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(aware_at__gte=models.F("discovered_at")),
                name="breach_aware_after_discovery",
                violation_error_message=CERTAIN_BEFORE_SEEN,
            )
        ]

    def __str__(self) -> str:
        return f"Violation {self.pk} : {self.title}"

    @property
    def deadline(self) -> datetime:
        """Until when the CNIL is notified without having to say why so late."""
        return self.aware_at + NOTIFICATION


class BreachNotice(models.Model):
    """A notice given about a breach: a line is added for each phase, none is changed."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="notices")
    addressee = models.CharField("à", max_length=20, choices=Addressee)
    name = models.CharField("destinataire", max_length=200, blank=True)
    phase = models.CharField("phase", max_length=20, choices=Phase)
    sent_at = models.DateTimeField("donnée le")
    text = models.TextField("texte")
    delay_reason = models.TextField("motif du retard", blank=True)

    class Meta:
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        ordering: ClassVar = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_addressee_display()}, {self.sent_at:%d/%m/%Y}"
