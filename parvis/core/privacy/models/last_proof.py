"""The last evidence seen on this installation of a promise or of a control."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from parvis.kernel import clock
from parvis.kernel.french.typography import number


class LastProof(models.Model):
    """What was last seen, of the promise (``ALL-07``) or of the control (``control:https``) ``key``."""

    key = models.CharField("promesse ou contrôle", max_length=80, primary_key=True)
    seen_at = models.DateTimeField("vue le", default=clock.now)
    holds = models.BooleanField("favorable")
    at = models.DateTimeField("date du fait", null=True, blank=True)
    figures = models.JSONField("chiffres", default=list)

    class Meta:
        verbose_name = "dernière preuve"
        verbose_name_plural = "dernières preuves"
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key

    @property
    def told(self) -> list[dict[str, Any]]:
        """The figures, numbers written as they are in French."""
        return [
            figure | {"value": number(figure["value"]) if isinstance(figure["value"], int) else figure["value"]}
            for figure in self.counted
        ]

    @property
    def counted(self) -> list[dict[str, Any]]:
        """The figures alone."""
        return [figure for figure in self.figures if "label" in figure]

    @property
    def nothing(self) -> str:
        """Why there was nothing to see, in French; such a proof proves nothing."""
        return next((figure["nothing"] for figure in self.figures if "nothing" in figure), "")

    @property
    def proves(self) -> bool:
        """Whether something was seen, and was as promised."""
        return self.holds and not self.nothing

    @property
    def happened_at(self) -> datetime:
        """When the fact itself happened; without other date, when one looked."""
        return self.at or self.seen_at
