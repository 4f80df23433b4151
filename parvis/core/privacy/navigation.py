"""What the register puts in the menus."""

from parvis.core.privacy.policies.accountability import KEEPS_BREACHES, READS_REGISTER
from parvis.core.privacy.policies.retention import SEES_NIGHTS
from parvis.core.privacy.policies.rights import ANSWERS_REQUESTS
from parvis.kernel.declarations.audience import PageKind, page_kinds
from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, SIGNED_IN

entries.register(Entry("privacy.commitments", "Engagements", "privacy:commitments", Section.FOOTER, order=35))
entries.register(Entry("privacy.policies", "Données personnelles", "privacy:policies", Section.FOOTER, order=40))
entries.register(
    Entry(
        "privacy.nights",
        "Nuits d’effacement",
        "privacy:nights",
        Section.ADMINISTRATION,
        SEES_NIGHTS,
        order=70,
    )
)
entries.register(Entry("privacy.rights", "Exercer mes droits", "privacy:rights", Section.FOOTER, order=42))
entries.register(Entry("privacy.my-data", "Mes données", "privacy:my_data", Section.ACCOUNT, SIGNED_IN, order=50))
entries.register(
    Entry("privacy.desk", "Demandes sur les données", "privacy:desk", Section.WORK, ANSWERS_REQUESTS, order=80)
)
entries.register(
    Entry("privacy.register", "Registre", "privacy:register", Section.ADMINISTRATION, READS_REGISTER, order=60)
)
entries.register(
    Entry("privacy.breaches", "Violations", "privacy:breaches", Section.ADMINISTRATION, KEEPS_BREACHES, order=65)
)
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
        "privacy.criteria",
        "Mesure d’audience",
        "privacy:criteria",
        Section.ADMINISTRATION,
        READS_REGISTER,
        order=85,
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
