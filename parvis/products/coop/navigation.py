"""What the home page says of this service."""

from parvis.kernel.declarations.navigation import Welcome, welcomes

welcomes.register(
    Welcome(
        "coop",
        "Accompagner des personnes au numérique",
        "La coop sera l’outil quotidien des médiateurs et des conseillers numériques. Ce service "
        "n’est pas encore ouvert sur cette installation ; voici ce qu’il fera de vos données.",
        "privacy:policy",
        "Lire la politique de La coop",
        order=30,
        arguments=("la-coop",),
    )
)
