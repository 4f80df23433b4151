"""Where opinions on mediations live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

AVIS = gdpr.personal("mediature.saisines.avis")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Avis",
        {
            **dict.fromkeys(["id", "saisine_id"], gdpr.Plain("numéro technique")),
            **dict.fromkeys(["satisfaction", "given_at"], AVIS),
            "word": gdpr.personal("mediature.saisines.avis", free_text=True),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

verbs.register(Verb("mediature.opinion", "a donné son avis sur une médiation"))
