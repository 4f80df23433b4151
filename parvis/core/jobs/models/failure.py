"""Why an attempt failed."""

from django.db import models

from parvis.kernel import clock


class JobFailure(models.Model):
    """One failed attempt: which error and where in the code, never its message, which may quote a person."""

    job = models.BigIntegerField("numéro de la tâche", db_index=True)
    key = models.CharField("tâche", max_length=128)
    attempt = models.PositiveIntegerField("essai")
    error = models.CharField("erreur", max_length=200)
    place = models.TextField("endroit du code", blank=True)
    occurred_on = models.DateTimeField("survenue le", default=clock.now, editable=False)

    class Meta:
        verbose_name = "échec de tâche"
        verbose_name_plural = "échecs de tâches"
        ordering = ("-occurred_on", "-pk")

    def __str__(self) -> str:
        return f"{self.key} : {self.error}"
