"""Who was told that a source has given their contact."""

import uuid
from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class ContactNotice(models.Model):
    """The person reached at one address was told, once, that their contact is held (article 14).

    The address is not kept, only a keyed digest of it. ``gone_on`` is the day since when no source names them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField("empreinte à clé de l’adresse", max_length=64, unique=True)
    told_at = models.DateTimeField("informée le", default=clock.now)
    gone_on = models.DateField("retirée des sources le", null=True, blank=True)

    class Meta:
        verbose_name = "information d’un contact"
        verbose_name_plural = "informations des contacts"
        ordering: ClassVar = ["told_at", "id"]

    def __str__(self) -> str:
        return self.digest[:8]
