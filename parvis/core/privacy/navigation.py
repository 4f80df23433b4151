"""What the register puts in the menus."""

from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR

entries.register(Entry("privacy.policies", "Données personnelles", "privacy:policies", Section.FOOTER, order=40))
entries.register(
    Entry(
        "privacy.nights",
        "Nuits d’effacement",
        "privacy:nights",
        Section.ADMINISTRATION,
        PLATFORM_ADMINISTRATOR,
        order=70,
    )
)
