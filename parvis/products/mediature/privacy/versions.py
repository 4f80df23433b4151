"""Where the former files of the documents of a case live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

PIECE = gdpr.personal("mediature.documents.documents")
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Version",
        {
            **dict.fromkeys(["id", "saisine_id", "piece_id", "document_id"], KEY),
            "label": gdpr.personal("mediature.documents.documents", free_text=True),
            **dict.fromkeys(["rank", "given_by", "given_at", "visibility"], PIECE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT, "piece": gdpr.Edge.WITH_PARENT},
    )
)

verbs.register(Verb("mediature.replace", "a remplacé une pièce par une nouvelle version"))
