"""What the home page says of this service."""

from parvis.kernel.declarations.navigation import Welcome, welcomes

welcomes.register(
    Welcome(
        "conseiller_numerique",
        "Devenir ou recruter un conseiller numérique",
        "Conseiller numérique mettra en relation les candidats et les structures qui recrutent. Ce service "
        "n’est pas encore ouvert sur cette installation ; voici ce qu’il fera de vos données.",
        "privacy:policy",
        "Lire la politique de Conseiller numérique",
        order=40,
        arguments=("conseiller-numerique",),
    )
)
