"""The chain that makes a change of the journal visible; written by the database alone."""

from django.db import models


class JournalPending(models.Model):
    """A line waiting for its seal between two steps of one commit; never seen by anybody else."""

    entry_id = models.UUIDField(primary_key=True)
    recorded_at = models.DateTimeField("date")
    digest = models.BinaryField("empreinte de la ligne")

    class Meta:
        db_table = "journal_pending"

    def __str__(self) -> str:
        return str(self.entry_id)


class JournalSeal(models.Model):
    """A link: the hash of the link before and of one line."""

    sequence = models.BigIntegerField("rang", primary_key=True)
    entry_id = models.UUIDField("ligne", unique=True)
    recorded_at = models.DateTimeField("date")
    hash = models.BinaryField("empreinte")

    class Meta:
        db_table = "journal_seal"

    def __str__(self) -> str:
        return str(self.sequence)
