"""Who did what, who read what, the chain that proves it whole, and what its reports found."""

from parvis.core.journal.models.anomaly import JournalAnomaly
from parvis.core.journal.models.entry import JournalEntry
from parvis.core.journal.models.seal import JournalPending, JournalSeal
from parvis.core.journal.models.subject import JournalSubject
from parvis.core.journal.models.verification import JournalVerification

__all__ = ["JournalAnomaly", "JournalEntry", "JournalPending", "JournalSeal", "JournalSubject", "JournalVerification"]
