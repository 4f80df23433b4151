"""A dated document that shows a measure held by people: a line is added, the last one counts."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class Attestation(models.Model):
    """Where the document is kept, of which day it is, and until when it is worth something.

    ``measure`` is the digest of the promised words: a measure worded otherwise waits for its own document.
    """

    service = models.CharField("service", max_length=60)
    measure = models.CharField("empreinte de la mesure", max_length=64)
    reference = models.CharField("référence du document", max_length=200)
    dated_on = models.DateField("daté du")
    valid_until = models.DateField("valable jusqu’au")
    recorded_at = models.DateTimeField("inscrit le", default=clock.now)

    class Meta:
        verbose_name = "justificatif"
        ordering: ClassVar = ["service", "measure", "-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("dated_on")), name="attestation_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.reference}"
