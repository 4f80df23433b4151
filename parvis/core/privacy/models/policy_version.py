"""A policy as it was published: the database refuses to change it afterwards."""

from typing import ClassVar

from django.db import models

from parvis.kernel import clock


class PolicyVersion(models.Model):
    """One published version of a service's policy, complete in itself.

    ``edition`` is the register's on that day, ``template`` tells the page that it was drawn with.
    """

    service = models.CharField("service", max_length=60)
    number = models.PositiveIntegerField("numéro")
    content = models.JSONField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    published_at = models.DateTimeField("publiée le", default=clock.now)
    published_by = models.CharField("publiée par la tâche", max_length=120)
    summary = models.TextField("résumé des changements")
    edition = models.PositiveIntegerField("édition du registre", null=True)
    template = models.CharField("empreinte du modèle de page", max_length=12, blank=True)

    class Meta:
        verbose_name = "version de politique"
        verbose_name_plural = "versions de politique"
        ordering: ClassVar = ["service", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="policy_version_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="policy_version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.service}, version {self.number}"
