"""Mail that comes in: four days at most, sealed."""

from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, tables

RECUS = personal("plateforme.courriels.recus")

tables.register(
    Table(
        "messaging.Incoming",
        {
            "id": Plain("numéro technique tiré au hasard"),
            "door": Plain("voie par laquelle les courriels arrivent"),
            "received_at": RECUS,
            "seen": personal("plateforme.courriels.recus", withheld="une empreinte à clé"),
            "targets": personal("plateforme.courriels.recus", withheld="l’adresse secrète d’un dossier"),
            "empty_sender": Plain("sorte de courriel"),
            "told": personal("plateforme.courriels.recus", free_text=True),
            "spam_score": Plain("note donnée par un programme"),
            "state": RECUS,
            "raw": Plain("numéro technique tiré au hasard"),
        },
        subject=Subject("personnes qui écrivent à un service"),
    )
)

for _verb, _words in {
    "messaging.receive": "a reçu un courriel",
}.items():
    verbs.register(Verb(_verb, _words))
