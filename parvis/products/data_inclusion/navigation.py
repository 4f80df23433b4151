"""Where the reference stands in the menus and on the home page."""

from parvis.kernel.declarations.audience import PageKind, page_kinds
from parvis.kernel.declarations.navigation import Entry, Section, Welcome, entries, welcomes
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR

entries.register(Entry("data_inclusion.search", "Trouver", "data_inclusion:search", Section.MAIN, order=10))
entries.register(
    Entry(
        "data_inclusion.reports",
        "Signalements",
        "data_inclusion:reports",
        Section.ADMINISTRATION,
        policy=PLATFORM_ADMINISTRATOR,
        order=40,
    )
)
entries.register(
    Entry(
        "data_inclusion.imports",
        "Imports",
        "data_inclusion:imports",
        Section.ADMINISTRATION,
        policy=PLATFORM_ADMINISTRATOR,
        order=41,
    )
)
welcomes.register(
    Welcome(
        "data_inclusion.search",
        "Trouver un service ou un lieu près de chez vous",
        "Numérique, emploi, logement, santé, papiers, votre mairie : ce qui existe, pour qui, à quel prix et quand.",
        "data_inclusion:search",
        "Trouver",
        order=10,
    )
)
welcomes.register(
    Welcome(
        "data_inclusion.api",
        "Réutiliser les données",
        "Le référentiel des structures par une API ouverte aux services qui orientent et accompagnent.",
        "api_reference",
        "Lire la documentation",
        order=90,
    )
)
for _route, _label in {
    "search": "Recherche",
    "structure": "Fiche d’une structure",
    "service": "Fiche d’un service",
}.items():
    page_kinds.register(PageKind(f"data_inclusion:{_route}", _label))
