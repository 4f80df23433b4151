"""How often a program calls."""

from django.db import models

from parvis.core.accounts.models.tokens import ApiToken
from parvis.kernel import clock


class ApiCalls(models.Model):
    """The calls of one token in the current period; written at each call, and lost without harm."""

    token = models.OneToOneField(ApiToken, models.CASCADE, primary_key=True, related_name="calls", verbose_name="jeton")
    since = models.DateTimeField("début de la période", default=clock.now)
    used = models.PositiveIntegerField("appels", default=0)

    class Meta:
        verbose_name = "appels d’un programme"
        verbose_name_plural = "appels des programmes"

    def __str__(self) -> str:
        return f"{self.used} appels depuis {self.since}"
