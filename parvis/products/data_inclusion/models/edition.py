"""What is published, each time it changes."""

from django.db import models

from parvis.kernel import clock


class Edition(models.Model):
    """One state of the whole reference: the answers of the API are the same as long as it is."""

    published_at = models.DateTimeField("publiée le", default=clock.now)
    cause = models.CharField("ce qui a changé", max_length=120)

    class Meta:
        verbose_name = "édition"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.cause})"
