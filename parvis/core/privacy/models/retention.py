"""What the nights did, what holds them back, and what still has to be removed elsewhere.

None of these rows points to another table: a backup leaves them out, and a restore leaves them as they are.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from parvis.kernel import clock
from parvis.kernel.actor import Actor


class HoldQuerySet(models.QuerySet["Hold"]):
    """Legal holds."""

    def visible_to(self, actor: Actor) -> "HoldQuerySet":
        """All to administrators; to a data protection officer, those of what their organisation answers for."""
        if actor.platform_administrator:
            return self.all()
        return self.filter(organisation__in=[pk for pk, role in actor.roles if role == "dpo"])

    def in_force(self, today: date) -> "HoldQuerySet":
        """Approved by a second person, neither released nor expired."""
        return self.filter(approved_on__isnull=False, released_on=None, until__gte=today)

    def waiting(self) -> "HoldQuerySet":
        """Asked for, and not yet approved."""
        return self.filter(approved_on=None, released_on=None)


class Hold(models.Model):
    """The data of one category about one person must stay: for a reason, on a ground, for a year at most.

    ``person`` is a key such as ``accounts.User:12``; ``category`` one of the register. ``organisation`` answered for
    its controller on that day: its data protection officer sees the hold. Two persons decide.
    """

    person = models.CharField("personne", max_length=200)
    category = models.CharField("catégorie de données", max_length=120)
    organisation = models.BigIntegerField("organisation qui en répond", null=True, blank=True)
    reason = models.CharField("motif", max_length=300)
    ground = models.CharField("fondement", max_length=300)
    until = models.DateField("jusqu’au")
    asked_by = models.CharField("demandée par", max_length=120)
    asked_on = models.DateTimeField("demandée le", default=clock.now)
    approved_by = models.CharField("approuvée par", max_length=120, blank=True)
    approved_on = models.DateTimeField("approuvée le", null=True, blank=True)
    released_by = models.CharField("levée par", max_length=120, blank=True)
    released_on = models.DateTimeField("levée le", null=True, blank=True)

    objects: ClassVar[models.Manager["Hold"]] = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "suspension d’effacement"
        verbose_name_plural = "suspensions d’effacement"
        ordering: ClassVar = ["-asked_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("asked_by")), name="hold_decided_by_two"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} jusqu’au {self.until}"


class Restriction(models.Model):
    """The data about one person are only stored, until this is lifted."""

    person = models.CharField("personne", max_length=200)
    reason = models.CharField("motif", max_length=300)
    since = models.DateTimeField("depuis le", default=clock.now)
    asked_by = models.CharField("posée par", max_length=120)
    lifted_on = models.DateTimeField("levée le", null=True, blank=True)
    lifted_by = models.CharField("levée par", max_length=120, blank=True)

    class Meta:
        verbose_name = "limitation"
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(lifted_on=None), name="restriction_once")
        ]

    def __str__(self) -> str:
        return f"depuis le {self.since:%Y-%m-%d}"


class Night(models.Model):
    """One night of erasure."""

    day = models.DateField("jour", unique=True)
    started_on = models.DateTimeField("commencée le", default=clock.now)
    ended_on = models.DateTimeField("terminée le", null=True, blank=True)
    register = models.CharField("version du registre", max_length=64)

    class Meta:
        verbose_name = "nuit d’effacement"
        verbose_name_plural = "nuits d’effacement"
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class RuleRun(models.Model):
    """What one rule did in one night."""

    day = models.DateField("jour")
    rule = models.CharField("règle", max_length=300)
    rows = models.PositiveBigIntegerField("lignes de la table", default=0)
    due = models.PositiveBigIntegerField("échues", default=0)
    done = models.PositiveBigIntegerField("effacées", default=0)
    held = models.PositiveBigIntegerField("suspendues", default=0)
    restricted = models.PositiveBigIntegerField("limitées", default=0)
    unstarted = models.PositiveBigIntegerField("sans échéance encore", default=0)
    future = models.PositiveBigIntegerField("datées du futur", default=0)
    oldest = models.DateField("plus ancienne échéance", null=True, blank=True)
    stopped = models.CharField("arrêt", max_length=300, blank=True)

    class Meta:
        verbose_name = "règle exécutée"
        verbose_name_plural = "règles exécutées"
        ordering: ClassVar = ["-day", "rule"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "rule"], name="rule_run_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.rule}"


class Overrun(models.Model):
    """A night may erase more than it usually would, for one rule and up to a number: two persons decide."""

    day = models.DateField("nuit du")
    rule = models.CharField("règle", max_length=300)
    most = models.PositiveBigIntegerField("lignes au plus")
    asked_by = models.CharField("demandé par", max_length=120)
    asked_on = models.DateTimeField("demandé le", default=clock.now)
    approved_by = models.CharField("approuvé par", max_length=120, blank=True)
    approved_on = models.DateTimeField("approuvé le", null=True, blank=True)

    class Meta:
        verbose_name = "dépassement autorisé"
        verbose_name_plural = "dépassements autorisés"
        ordering: ClassVar = ["-day", "rule"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "rule"], name="overrun_once_a_night"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("asked_by")), name="overrun_decided_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.rule}"


class Removal(models.Model):
    """A copy that must go because its row went: tried again until reading it back finds nothing."""

    holder = models.CharField("tenue par", max_length=80)
    name = models.CharField("nom de la copie", max_length=300)
    entry = models.BigIntegerField("ligne du registre des effacements", null=True, blank=True)
    asked_on = models.DateTimeField("demandée le", default=clock.now)
    tried_on = models.DateTimeField("dernier essai", null=True, blank=True)
    attempts = models.PositiveIntegerField("essais", default=0)
    done_on = models.DateTimeField("constatée le", null=True, blank=True)
    error = models.CharField("dernière erreur", max_length=100, blank=True)

    class Meta:
        verbose_name = "copie à détruire"
        verbose_name_plural = "copies à détruire"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["holder"], condition=Q(done_on=None), name="removal_waiting")]

    def __str__(self) -> str:
        return f"{self.holder} {self.pk}"


class Notice(models.Model):
    """A person was told that the end is near; once for each due date."""

    person = models.CharField("personne", max_length=200)
    due = models.DateField("échéance")
    sent_on = models.DateTimeField("envoyé le", default=clock.now)

    class Meta:
        verbose_name = "avertissement"
        ordering: ClassVar = ["-sent_on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "due"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.due:%Y-%m-%d}"


class SealedRow(models.Model):
    """A row that the public archives have not yet sorted: out of its table, sealed, opened for them alone."""

    rule = models.CharField("règle", max_length=300)
    sort = models.CharField("sort prévu", max_length=20)
    agreement = models.CharField("accord des archives", max_length=120, blank=True)
    sealed = models.BinaryField("contenu scellé")
    key = models.BinaryField("clé scellée")
    moved_on = models.DateTimeField("retirée le", default=clock.now)

    class Meta:
        verbose_name = "ligne scellée pour les archives"
        verbose_name_plural = "lignes scellées pour les archives"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"
