"""Where the appointments and the tasks of a case live."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.RendezVous",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            "uid": gdpr.Plain("numéro technique tiré au hasard"),
            **dict.fromkeys(["starts_at", "minutes", "forme", "tenue", "revision", "told_at", "reminded"], DOSSIER),
            **dict.fromkeys(["place", "people", "why"], PROSE),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)
gdpr.tables.register(
    gdpr.Table(
        "mediature.Tache",
        {
            **dict.fromkeys(["id", "saisine_id"], KEY),
            **dict.fromkeys(["user_id", "due_on", "asked_at", "done_at"], DOSSIER),
            "words": PROSE,
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)

for _verb, _words in {
    "mediature.appointment": "a fixé ou changé un rendez-vous",
    "mediature.task": "a inscrit ou changé une tâche",
}.items():
    verbs.register(Verb(_verb, _words))
