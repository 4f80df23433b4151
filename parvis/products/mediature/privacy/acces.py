"""What is kept of a case that was read in an emergency."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.products.mediature.enums import Motif

DOSSIER = gdpr.personal("mediature.saisines.dossier")
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.AccesExceptionnel",
        {
            **dict.fromkeys(["id", "organisation_id"], KEY),
            "reason": gdpr.personal("mediature.saisines.dossier", free_text=True),
            **dict.fromkeys(["saisine_id", "user_id", "name", "motif", "at", "ends_at"], DOSSIER),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

for _motif in Motif:
    verbs.register(Verb(f"mediature.emergency_{_motif}", f"a lu un dossier en urgence ({str(_motif.label).lower()})"))
