"""Where what left for a court is written down."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
KEY = gdpr.Plain("numéro technique")
AU_JUGE = gdpr.Decision(
    "D-001-v",
    "Un dossier de médiation peut-il aller au juge ?",
    "Pièce par pièce, sur décision motivée d’un médiateur et sur un fondement de l’article L. 213-2 du code de justice "
    "administrative. La personne le lit sur sa page ; le dossier garde ce qui est sorti.",
    "La médiation est confidentielle : tout remettre d’un seul geste romprait ce secret.",
    "chaque collectivité",
)

gdpr.tables.register(
    gdpr.Table(
        "mediature.Production",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            **dict.fromkeys(["court", "fondement", "by_id", "name", "at"], DOSSIER),
            **dict.fromkeys(["reasons", "consents", "items"], PROSE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

verbs.register(Verb("mediature.produce", "a exporté des pièces pour le juge", takes_out=True))
