"""A legal body that acts on the platform."""

from typing import Any

from django.db import models

from parvis.core.organisations.enums import Kind
from parvis.core.organisations.validators import validate_rna, validate_siret
from parvis.kernel import clock
from parvis.kernel.actor import Actor


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        """All of them to platform administrators, their own to everybody else."""
        return self.all() if actor.platform_administrator else self.filter(pk__in=actor.organisations)


class Organisation(models.Model):
    """A legal body, known by its SIRET or its RNA number where it has one."""

    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=20, choices=Kind.choices, default=Kind.AUTRE)
    siret = models.CharField("SIRET", max_length=14, unique=True, null=True, blank=True, validators=[validate_siret])
    rna = models.CharField("numéro RNA", max_length=10, unique=True, null=True, blank=True, validators=[validate_rna])
    code_insee = models.CharField("code INSEE de la commune", max_length=5, blank=True)
    address = models.CharField("adresse", max_length=300, blank=True)
    created_at = models.DateTimeField("créée le", default=clock.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # An absent number is NULL, so that two organisations without one do not collide.
        self.siret = self.siret or None
        self.rna = self.rna or None
        super().save(*args, **kwargs)

    @property
    def key(self) -> str:
        """How the journal names this organisation."""
        return f"organisations.Organisation:{self.pk}"
