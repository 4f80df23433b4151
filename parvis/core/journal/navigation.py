"""Where the menus lead to the journal."""

from parvis.core.journal.policies import READS_JOURNAL
from parvis.kernel.declarations.navigation import Entry, Section, entries

entries.register(Entry("journal.lines", "Journal", "journal:lines", Section.ADMINISTRATION, READS_JOURNAL, order=80))
