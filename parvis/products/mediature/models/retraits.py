"""Who stays away: a mediator from a case, by conflict of interest; or from the office, for some days."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models.requerant import Requerant
from parvis.products.mediature.models.saisine import Saisine


class OfficeQuerySet(models.QuerySet):
    """Rows of an office."""

    def visible_to(self, actor: Actor) -> "OfficeQuerySet":
        """Those of one's offices."""
        return self.filter(organisation__in=actor.organisations)


class Deport(models.Model):
    """Somebody of the office who stays away from a case: row security closes it, and its person, to them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="+", verbose_name="saisine")
    requerant = models.ForeignKey(Requerant, models.CASCADE, related_name="+", verbose_name="requérant")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="personne")
    reason = models.TextField("raison", max_length=2000)
    at = models.DateTimeField("retirée le", default=clock.now)

    objects: ClassVar[models.Manager["Deport"]] = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "déport"
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["saisine", "user"], name="deport_once")]

    def __str__(self) -> str:
        return f"déport {self.pk}"


class Absence(models.Model):
    """The days for which somebody of the office is away, and who stands in for them; both days count."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisation")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="absent")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="remplaçant"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    objects: ClassVar[models.Manager["Absence"]] = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="absence_of_another"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"
