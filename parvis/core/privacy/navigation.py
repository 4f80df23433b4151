"""What the register puts in the menus."""

from parvis.kernel.declarations.audience import PageKind, page_kinds
from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR

entries.register(Entry("privacy.policies", "Données personnelles", "privacy:policies", Section.FOOTER, order=40))
entries.register(Entry("privacy.cookies", "Gestion des cookies", "privacy:cookies", Section.FOOTER, order=50))
entries.register(
    Entry(
        "privacy.trackers",
        "Traceurs",
        "privacy:trackers",
        Section.ADMINISTRATION,
        PLATFORM_ADMINISTRATOR,
        order=84,
    )
)
entries.register(
    Entry(
        "privacy.audience",
        "Audience",
        "privacy:audience",
        Section.ADMINISTRATION,
        PLATFORM_ADMINISTRATOR,
        order=86,
    )
)
for _route, _label in {
    "policies": "Liste des politiques",
    "policy": "Politique de confidentialité",
    "cookies": "Gestion des cookies",
}.items():
    page_kinds.register(PageKind(f"privacy:{_route}", _label))
