"""Where questions to the services, and their answers, live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.products.mediature.privacy import policy

ECHANGE = gdpr.personal("mediature.echanges.messages")
ECRIT = gdpr.personal("mediature.echanges.messages", free_text=True)
ANNUAIRE = gdpr.personal("mediature.echanges.annuaire")
KEY = gdpr.Plain("numéro technique")
OF_A_CASE = {"saisine": gdpr.Edge.WITH_PARENT}

gdpr.tables.register(
    gdpr.Table(
        "mediature.ServiceInterne",
        {
            **dict.fromkeys(["id", "organisation_id"], KEY),
            **dict.fromkeys(["name", "email", "phone", "added_at", "archived_on"], ANNUAIRE),
        },
        subject=gdpr.Subject("agents des services", address="email"),
        moments={policy.SERVICE_ARCHIVE.key: ("archived_on",), policy.SERVICE_INSCRIT.key: ("added_at",)},
        rectifiable=("name", "email", "phone"),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Sollicitation",
        {
            **dict.fromkeys(["id", "organisation_id", "saisine_id", "service_id"], KEY),
            "access": gdpr.personal("mediature.echanges.messages", withheld="une empreinte à clé"),
            "question": ECRIT,
            **dict.fromkeys(
                [
                    "reference", "service_name", "asked_by_id", "asked_at", "due_on", "due_before", "answered_at",
                    "closed_at", "reminded",
                ],
                ECHANGE,
            ),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges=OF_A_CASE,
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "mediature.Reponse",
        {
            **dict.fromkeys(["id", "saisine_id", "sollicitation_id"], KEY),
            "text": ECRIT,
            **dict.fromkeys(["suite", "at", "visibility"], ECHANGE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges=OF_A_CASE | {"sollicitation": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.PieceConfiee",
        dict.fromkeys(["id", "sollicitation_id", "piece_id", "reponse_id"], KEY),
    )
)

for _verb, _words in {
    "mediature.directory": "a changé l’annuaire des services d’un bureau",
    "mediature.ask": "a posé ou clos une question à un service",
    "mediature.reply": "a répondu à la question d’un médiateur",
    "mediature.share": "a transmis la réponse d’un service",
}.items():
    verbs.register(Verb(_verb, _words))
