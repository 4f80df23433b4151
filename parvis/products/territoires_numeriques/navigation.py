"""What the home page says of this service."""

from parvis.kernel.declarations.navigation import Welcome, welcomes

welcomes.register(
    Welcome(
        "territoires_numeriques",
        "Être membre d’un groupement de collectivités",
        "Territoires numériques donnera aux membres leurs services et une assistance à distance. Ce service "
        "n’est pas encore ouvert sur cette installation ; voici ce qu’il fera de vos données.",
        "privacy:policy",
        "Lire la politique de Territoires numériques",
        order=50,
        arguments=("territoires-numeriques",),
    )
)
