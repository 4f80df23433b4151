"""Where the parties of a mediation live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Partie",
        {
            **dict.fromkeys(["id", "saisine_id", "mandate_id", "proof_id"], KEY),
            **dict.fromkeys(["cote", "agreed_on", "added_at"], DOSSIER),
            **dict.fromkeys(["name", "how"], gdpr.personal("mediature.saisines.dossier", free_text=True)),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

verbs.register(Verb("mediature.party", "a inscrit ou changé une partie à la médiation"))
