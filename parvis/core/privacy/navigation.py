"""What the register puts in the menus."""

from parvis.kernel.declarations.navigation import Entry, Section, entries

entries.register(Entry("privacy.policies", "Données personnelles", "privacy:policies", Section.FOOTER, order=40))
entries.register(Entry("privacy.commitments", "Engagements", "privacy:commitments", Section.FOOTER, order=35))
