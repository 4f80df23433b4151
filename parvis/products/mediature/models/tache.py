"""What the office has to do in a case, who does it, and until when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models.saisine import Saisine


class TacheQuerySet(models.QuerySet["Tache"]):
    """Tasks."""

    def visible_to(self, actor: Actor) -> "TacheQuerySet":
        """Those of the cases of one's office."""
        return self.filter(saisine__organisation__in=actor.organisations)

    def to_do(self) -> "TacheQuerySet":
        """Those that nobody has done yet."""
        return self.filter(done_at=None)


class Tache(models.Model):
    """Something to do; nobody in particular does it while ``user`` is empty."""

    saisine = models.ForeignKey(Saisine, models.CASCADE, related_name="taches", verbose_name="saisine")
    words = models.CharField("à faire", max_length=500)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="confiée à"
    )
    due_on = models.DateField("pour le")
    asked_at = models.DateTimeField("inscrite le", default=clock.now)
    done_at = models.DateTimeField("faite le", null=True, blank=True)

    objects: ClassVar[models.Manager["Tache"]] = TacheQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche"
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index("user", "due_on", name="tache_to_do", condition=models.Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.words
