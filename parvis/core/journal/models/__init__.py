"""Who did what, who read what, and the chain that proves it whole."""

from parvis.core.journal.models.entry import JournalEntry
from parvis.core.journal.models.seal import JournalPending, JournalSeal
from parvis.core.journal.models.subject import JournalSubject

__all__ = ["JournalEntry", "JournalPending", "JournalSeal", "JournalSubject"]
