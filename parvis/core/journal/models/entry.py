"""One line of the journal."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.timezone import localtime

from parvis.core.journal.enums import READING_ROLES
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.journal import verbs


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    """Lines of the journal."""

    def visible_to(self, actor: Actor) -> "JournalEntryQuerySet":
        """Everything to platform administrators; an organisation's lines to who manages it or watches over its data."""
        if actor.platform_administrator:
            return self.all()
        return self.filter(organisation__in=[pk for pk, role in actor.roles if role in READING_ROLES])


class JournalEntry(models.Model):
    """Somebody did or read something, at a time: never what it said.

    The table is partitioned by month, append-only, and holds no foreign key: a line outlives
    what it names.
    """

    pk = models.CompositePrimaryKey("recorded_at", "id")
    id = models.UUIDField("identifiant", default=uuid4)
    recorded_at = models.DateTimeField("date", default=clock.now)
    actor_key = models.CharField("auteur", max_length=120)
    actor_role = models.CharField("rôle", max_length=60, blank=True)
    organisation = models.BigIntegerField("organisation", null=True)
    verb = models.CharField("action", max_length=60)
    subjects = ArrayField(models.UUIDField(), verbose_name="personnes concernées", default=list)
    categories = ArrayField(models.TextField(), verbose_name="catégories de données", default=list)
    activity = models.CharField("activité", max_length=120, blank=True)
    object_key = models.CharField("objet", max_length=160, blank=True)
    channel = models.CharField("voie", max_length=30, blank=True)
    request_id = models.UUIDField("requête", null=True)
    count = models.IntegerField("nombre", null=True)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        db_table = "journal_entry"
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        indexes = [
            models.Index(fields=["actor_key", "recorded_at"], name="journal_entry_actor"),
            models.Index(fields=["organisation", "recorded_at"], name="journal_entry_organisation"),
        ]

    def __str__(self) -> str:
        words = verbs.get(self.verb).words if self.verb in verbs else self.verb
        return f"{localtime(self.recorded_at):%d/%m/%Y %H:%M}, {words}"
