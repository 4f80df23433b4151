"""Where the letters of cases live; their words are in the piece alone."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Courrier",
        {
            **dict.fromkeys(["id", "saisine_id", "piece_id", "replaces_id"], KEY),
            **dict.fromkeys(["genre", "reference", "written_on", "author_id"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={
            "saisine": gdpr.Edge.WITH_PARENT,
            "piece": gdpr.Edge.WITH_PARENT,
            "replaces": gdpr.Edge.WITH_PARENT,
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Remise",
        {
            **dict.fromkeys(["id", "courrier_id", "saisine_id"], KEY),
            **dict.fromkeys(["moyen", "on", "by", "at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"courrier": gdpr.Edge.WITH_PARENT, "saisine": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.letter": "a établi un courrier",
    "mediature.hand": "a inscrit la remise d’un courrier",
}.items():
    verbs.register(Verb(_verb, _words))
