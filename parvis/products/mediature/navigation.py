"""What the home page says of this service."""

from parvis.kernel.declarations.navigation import Welcome, welcomes

welcomes.register(
    Welcome(
        "mediature",
        "Être en désaccord avec une collectivité",
        "Médiature vous permettra de saisir le médiateur de votre commune, de votre département ou de votre région. "
        "Ce service n’est pas encore ouvert sur cette installation ; voici ce qu’il fera de vos données.",
        "privacy:policy",
        "Lire la politique de Médiature",
        order=20,
        arguments=("mediature",),
    )
)
