"""What the register puts in the menus."""

from parvis.core.privacy.policies.accountability import KEEPS_REGISTER, READS_REGISTER
from parvis.kernel.declarations.navigation import Entry, Section, entries

entries.register(Entry("privacy.commitments", "Engagements", "privacy:commitments", Section.FOOTER, order=35))
entries.register(Entry("privacy.policies", "Données personnelles", "privacy:policies", Section.FOOTER, order=40))
entries.register(
    Entry("privacy.register", "Registre", "privacy:register", Section.ADMINISTRATION, READS_REGISTER, order=60)
)
entries.register(
    Entry("privacy.breaches", "Violations", "privacy:breaches", Section.ADMINISTRATION, KEEPS_REGISTER, order=65)
)
