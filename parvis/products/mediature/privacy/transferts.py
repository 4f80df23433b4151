"""Where the transfers of cases live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.Transfert",
        {
            **dict.fromkeys(["id", "saisine_id", "target_id"], KEY),
            **dict.fromkeys(["to_id", "by_id", "at", "etat", "canal", "answered_on", "number"], DOSSIER),
            "code_given_at": DOSSIER,
            **dict.fromkeys(["reasons", "words"], PROSE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.propose_transfer": "a proposé de transférer un dossier, ou y a renoncé",
    "mediature.transfer": "a accepté ou refusé le transfert d’un dossier",
    "mediature.take_in": "a ouvert un dossier transféré par un autre bureau",
    "mediature.new_code": "a reçu le code d’un dossier transféré",
}.items():
    verbs.register(Verb(_verb, _words))
