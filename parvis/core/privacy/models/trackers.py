"""Choices about trackers, cookies that were dropped, and an audience measure that knows nobody."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from parvis.kernel import clock


class ConsentChoice(models.Model):
    """The proof of a choice, without identity: its number, drawn at random, is otherwise known to the browser alone."""

    id = models.UUIDField("numéro", primary_key=True, default=uuid4, editable=False)
    made_at = models.DateTimeField("date", default=clock.now)
    service = models.CharField("service", max_length=60)
    policy_version = models.PositiveIntegerField("version de la politique", null=True)
    text_hash = models.CharField("empreinte du texte présenté", max_length=64)
    results = models.JSONField("choix par finalité")
    method = models.CharField("moyen", max_length=20)

    class Meta:
        verbose_name = "preuve de choix"
        verbose_name_plural = "preuves de choix"
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return str(self.id)


class BannerVersion(models.Model):
    """What was asked, word for word, under the fingerprint that the proofs name: one row for each wording."""

    text_hash = models.CharField("empreinte", max_length=64, primary_key=True)
    text = models.TextField("texte présenté")
    first_asked_at = models.DateTimeField("première fois", default=clock.now)

    class Meta:
        verbose_name = "texte présenté pour un choix"
        verbose_name_plural = "textes présentés pour un choix"
        ordering: ClassVar = ["-first_asked_at"]

    def __str__(self) -> str:
        return self.text_hash


class DroppedCookie(models.Model):
    """A cookie that something here tried to set undeclared, or for longer than declared: never its value."""

    name = models.CharField("nom", max_length=100)
    reason = models.CharField("motif", max_length=20)
    route = models.CharField("page", max_length=120)
    first_seen = models.DateTimeField("première fois", default=clock.now)
    last_seen = models.DateTimeField("dernière fois", default=clock.now)
    times = models.PositiveIntegerField("fois", default=1)

    class Meta:
        verbose_name = "cookie écarté"
        verbose_name_plural = "cookies écartés"
        ordering: ClassVar = ["-last_seen", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "reason", "route"], name="privacy_dropped_cookie_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AudienceCount(models.Model):
    """How many pages of a kind were shown in a day: nothing else is kept of a visit."""

    day = models.DateField("jour")
    service = models.CharField("service", max_length=60)
    kind = models.CharField("genre de page", max_length=120)
    count = models.PositiveIntegerField("pages")

    class Meta:
        verbose_name = "audience d’un jour"
        verbose_name_plural = "audience"
        ordering: ClassVar = ["-day", "service", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["day", "service", "kind"], name="privacy_audience_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.service} {self.kind} {self.count}"


class MatomoCheck(models.Model):
    """What Matomo itself answered about its settings."""

    checked_at = models.DateTimeField("date", default=clock.now)
    sound = models.BooleanField("conforme")
    findings = models.TextField("constats")
    criteria = models.JSONField("constats par critère", default=list)

    class Meta:
        verbose_name = "vérification de Matomo"
        verbose_name_plural = "vérifications de Matomo"
        ordering: ClassVar = ["-checked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d} {'conforme' if self.sound else 'non conforme'}"


class CriterionReview(models.Model):
    """What a person found of a criterion that no program can see: a line is added, none is changed."""

    criterion = models.CharField("critère", max_length=30)
    held = models.BooleanField("tenu")
    note = models.CharField("constat", max_length=500)
    reviewed_by = models.CharField("vérifié par", max_length=120)
    reviewed_at = models.DateTimeField("vérifié le", default=clock.now)

    class Meta:
        verbose_name = "vérification d’un critère"
        verbose_name_plural = "vérifications de critères"
        ordering: ClassVar = ["-reviewed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.criterion} {self.reviewed_at:%Y-%m-%d}"
