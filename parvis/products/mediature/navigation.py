"""What menus and the home page say of this service."""

from parvis.kernel.declarations.navigation import Entry, Section, Welcome, entries, welcomes
from parvis.products.mediature.policies import OPENS, WORKS

entries.register(Entry("mediature", "Saisir un médiateur", "mediature:directory", Section.MAIN, order=20))
entries.register(Entry("mediature.office", "Dossiers de médiation", "mediature:office", Section.WORK, WORKS, order=40))
entries.register(
    Entry(
        "mediature.administration",
        "Collectivités de Médiature",
        "mediature:administration",
        Section.ADMINISTRATION,
        OPENS,
        order=45,
    )
)
entries.register(
    Entry(
        "mediature.together",
        "Médiation : chiffres d’ensemble",
        "mediature:together",
        Section.ADMINISTRATION,
        OPENS,
        order=60,
    )
)
welcomes.register(
    Welcome(
        "mediature",
        "Être en désaccord avec une collectivité",
        "Un médiateur indépendant vous aide à sortir d’un désaccord avec votre commune, votre intercommunalité, votre "
        "département ou votre région. C’est gratuit, et aucun compte n’est demandé.",
        "mediature:directory",
        "Trouver mon médiateur",
        order=20,
    )
)
