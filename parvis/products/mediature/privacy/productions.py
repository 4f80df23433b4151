"""Where what left for a court is written down."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
KEY = gdpr.Plain("numéro technique")

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
