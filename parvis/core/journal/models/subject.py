"""The only bridge between a person and the lines that name them."""

from uuid import uuid4

from django.db import models


class JournalSubject(models.Model):
    """A pseudonym of a person in the journal; destroying it makes the lines unlinkable.

    A person may have several: two transactions that meet somebody for the first time at the
    same moment each draw one, so that neither waits for the other.
    """

    pseudonym = models.UUIDField("pseudonyme", primary_key=True, default=uuid4)
    key = models.TextField("personne", db_index=True)

    class Meta:
        db_table = "journal_subject"

    def __str__(self) -> str:
        return str(self.pseudonym)
