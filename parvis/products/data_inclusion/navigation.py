"""Where the reference stands in the menus and on the home page."""

from parvis.kernel.declarations.navigation import Entry, Section, Welcome, entries, welcomes

entries.register(Entry("data_inclusion.search", "Trouver", "data_inclusion:search", Section.MAIN, order=10))
welcomes.register(
    Welcome(
        "data_inclusion.search",
        "Trouver un lieu près de chez vous",
        "Votre mairie, son adresse, ses horaires et comment la joindre : par commune ou par code postal.",
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
