"""A case that was opened, in an emergency, to somebody who is not of its office."""

from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Motif
from parvis.products.mediature.models.saisine import Saisine

AN_HOUR: Final = timedelta(hours=1)


class AccesQuerySet(models.QuerySet["AccesExceptionnel"]):
    """Exceptional accesses."""

    def visible_to(self, actor: Actor) -> "AccesQuerySet":
        """Those to the cases of one's offices, and one's own."""
        own = Q(user=int(actor.identifier)) if actor.signed_in else Q(pk__in=[])
        return self.filter(own | Q(organisation__in=actor.organisations))

    def running(self) -> "AccesQuerySet":
        """Those whose hour is not over."""
        return self.filter(at__lte=clock.now(), ends_at__gt=clock.now())


class AccesExceptionnel(models.Model):
    """Who may read one case for an hour, on what ground and why: row security reads it. Written once.

    ``name`` outlives the account: the office knows who read.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="personne"
    )
    name = models.CharField("nom", max_length=302)
    motif = models.CharField("motif", max_length=8, choices=Motif)
    reason = models.TextField("raison", max_length=2000)
    at = models.DateTimeField("ouvert le", default=clock.now)
    ends_at = models.DateTimeField("fermé le")

    objects: ClassVar[models.Manager["AccesExceptionnel"]] = AccesQuerySet.as_manager()

    class Meta:
        verbose_name = "accès exceptionnel"
        verbose_name_plural = "accès exceptionnels"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index("user", "ends_at", name="acces_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("at"), ends_at__lte=F("at") + AN_HOUR), name="acces_an_hour_at_most"
            )
        ]

    def __str__(self) -> str:
        return f"accès {self.pk}"

    @property
    def over(self) -> bool:
        """Whether its hour has passed."""
        return self.ends_at <= clock.now()
