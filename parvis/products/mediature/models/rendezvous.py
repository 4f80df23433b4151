"""When the office meets the person, where, and with whom."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.products.mediature.enums import Forme, Tenue
from parvis.products.mediature.models.saisine import Saisine


class RendezVousQuerySet(models.QuerySet["RendezVous"]):
    """Appointments."""

    def visible_to(self, actor: Actor) -> "RendezVousQuerySet":
        """Those of the cases of one's office; the person, those of their case."""
        if actor.kind is ActorKind.CITIZEN:
            return self.filter(saisine__access=actor.identifier)
        return self.filter(saisine__organisation__in=actor.organisations)

    def awaited(self) -> "RendezVousQuerySet":
        """Those that are to come, or of which nobody has said yet whether they were held."""
        return self.filter(tenue=Tenue.PREVU)


class RendezVous(models.Model):
    """An appointment of a case. ``people`` are names, one a line; calendars know it by ``uid`` and ``revision``.

    ``told_at`` is when the person was last written to about it, and ``reminded`` whether the day before it was.
    """

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="rendezvous", verbose_name="saisine")
    uid = models.UUIDField("identifiant d’agenda", default=uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField("le")
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=60)
    forme = models.CharField("forme", max_length=10, choices=Forme)
    place = models.CharField("lieu, numéro ou lien", max_length=500, blank=True)
    people = models.TextField("participants", max_length=4000, blank=True)
    tenue = models.CharField("ce qu’il est devenu", max_length=7, choices=Tenue, default=Tenue.PREVU)
    why = models.CharField("raison de l’annulation", max_length=500, blank=True)
    revision = models.PositiveSmallIntegerField("révision", default=0)
    told_at = models.DateTimeField("annoncé le", default=clock.now)
    reminded = models.BooleanField("rappelé la veille", default=False)

    objects: ClassVar[models.Manager["RendezVous"]] = RendezVousQuerySet.as_manager()

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index("starts_at", name="rendezvous_to_come", condition=models.Q(tenue="prevu"))]

    def __str__(self) -> str:
        return f"rendez-vous {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def over(self) -> bool:
        """Whether its hour has come: it may be said held."""
        return self.starts_at <= clock.now()

    @property
    def names(self) -> list[str]:
        """Who takes part."""
        return self.people.splitlines()
