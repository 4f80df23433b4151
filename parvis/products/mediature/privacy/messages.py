"""Where the exchanges of a case live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs
from parvis.products.mediature.privacy import policy

MESSAGE = gdpr.personal("mediature.echanges.messages")
PROSE = gdpr.personal("mediature.echanges.messages", free_text=True)
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Message",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            **dict.fromkeys(["subject", "text", "quoted"], PROSE),
            **dict.fromkeys(
                [
                    "sens", "voie", "partie", "visibility", "author_id", "sender", "sender_name", "at", "message_id",
                    "in_reply_to", "verdict", "apart", "handled_at", "counted_from",
                ],
                MESSAGE,
            ),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        moments={policy.CLOTURE.key: ("counted_from",), policy.DEPOT.key: ("at",)},
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "mediature.Jointe",
        {**dict.fromkeys(["id", "message_id", "piece_id"], KEY), "came": gdpr.Plain("sorte de pièce jointe")},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Acheminement",
        {
            **dict.fromkeys(["id", "saisine_id", "message_id"], KEY),
            "outgoing": gdpr.Plain("numéro technique tiré au hasard"),
            **dict.fromkeys(["recipient", "state", "why", "at"], MESSAGE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        known_by={"recipient": gdpr.Known.EMAIL},
        edges={"saisine": gdpr.Edge.WITH_PARENT, "message": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.message": "a écrit dans un dossier",
    "mediature.message_received": "a rangé un message reçu dans son dossier",
    "mediature.message_handled": "a marqué un message traité ou à traiter",
    "mediature.message_released": "a admis dans un dossier un courriel tenu à part",
    "mediature.message_dropped": "a écarté un courriel tenu à part",
}.items():
    verbs.register(Verb(_verb, _words))
