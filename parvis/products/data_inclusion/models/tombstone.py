"""What re-users must forget, and how far each of them says that it has."""

from typing import ClassVar

from django.db import models

from parvis.core.accounts.models import ApiToken
from parvis.kernel import clock
from parvis.products.data_inclusion.enums import Fate, Kind


class Tombstone(models.Model):
    """A record, or the contact of a record, that no copy should hold any more. It says which, never who.

    Numbers follow the order of commits, so that whoever has read up to one has read all those before it.
    ``case`` is the request of a person, where there is one; it is not told.
    """

    kind = models.CharField("nature", max_length=9, choices=Kind)
    record = models.CharField("fiche", max_length=256)
    fate = models.CharField("devenir", max_length=15, choices=Fate)
    happened_at = models.DateTimeField("survenu le", default=clock.now)
    case = models.CharField("dossier", max_length=60, blank=True, db_index=True)

    class Meta:
        verbose_name = "avis de retrait"
        verbose_name_plural = "avis de retrait"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.record} ({self.fate})"


class TombstoneReceipt(models.Model):
    """Up to which tombstone the holder of a token says that its copies follow."""

    token = models.OneToOneField(ApiToken, models.CASCADE, primary_key=True, related_name="+", verbose_name="jeton")
    upto = models.BigIntegerField("jusqu’à l’avis")
    acknowledged_at = models.DateTimeField("confirmé le", default=clock.now)

    class Meta:
        verbose_name = "accusé de retrait"
        verbose_name_plural = "accusés de retrait"

    def __str__(self) -> str:
        return f"{self.token_id} : {self.upto}"
