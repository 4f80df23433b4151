"""What several policies say in the same words, because they were written from the same model."""

from parvis.kernel.declarations.privacy.service import Identity, Link, SecurityMeasure

CNIL_LETTER = Link(
    "Modèle de courrier de la CNIL pour exercer son droit d’accès",
    "https://www.cnil.fr/fr/modele/courrier/exercer-son-droit-dacces",
)
CNIL_COOKIES = (
    Link("Cookies et traceurs : que dit la loi ? (CNIL)", "https://www.cnil.fr/fr/cookies-traceurs-que-dit-la-loi"),
    Link(
        "Cookies : les outils pour les maîtriser (CNIL)",
        "https://www.cnil.fr/fr/cookies-les-outils-pour-les-maitriser",
    ),
)
IDENTITY_IF_UNKNOWN = Identity(
    "Puisque ce sont des droits personnels, votre demande n’est traitée que si nous sommes en mesure de vous "
    "identifier. Si nous n’y parvenons pas, nous pouvons vous demander une preuve de votre identité."
)
HTTPS = SecurityMeasure("Chiffrement des données : site uniquement accessible en HTTPS.", control="https")

_BY_THE_HOST = "Engagement de l’hébergeur."


def eight_measures(*, partitioning: str) -> tuple[SecurityMeasure, ...]:
    """The eight measures of the model; ``partitioning`` names the control that keeps data apart in this service."""
    return (
        SecurityMeasure("Stockage des données en base de données.", control="declared-columns"),
        SecurityMeasure("Cloisonnement des données.", control=partitioning),
        SecurityMeasure("Mesures de traçabilité.", control="reads-are-named"),
        SecurityMeasure("Surveillance.", control="anomalies"),
        SecurityMeasure("Protection contre les virus, malwares et logiciels espions.", control="antivirus"),
        SecurityMeasure("Protection des réseaux.", organisational=_BY_THE_HOST),
        SecurityMeasure("Sauvegarde.", control="backups"),
        SecurityMeasure(
            "Mesures restrictives limitant l’accès physique aux données à caractère personnel.",
            organisational=_BY_THE_HOST,
        ),
    )
