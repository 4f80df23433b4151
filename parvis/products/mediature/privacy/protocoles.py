"""Where the agreements that end a mediation live, and what becomes of them."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

DOSSIER = gdpr.personal("mediature.saisines.dossier")
PROSE = gdpr.personal("mediature.saisines.dossier", free_text=True)
KEY = gdpr.Plain("numéro technique")
COLUMNS = {
    "Protocole": (
        ("id", "saisine_id", "piece_id"),
        ("etat", "revision", "by_id", "written_at", "proposed_on", "concluded_on", "homologated_on"),
        ("text", "court", "why"),
    ),
    "Engagement": (
        ("id", "saisine_id", "protocole_id", "tache_id"),
        ("due_on", "execution", "told_on"),
        ("who", "words", "how"),
    ),
    "Signature": (
        ("id", "saisine_id", "protocole_id", "partie_id", "piece_id"),
        ("cote", "revision", "answer", "moyen", "on", "at"),
        ("name", "words"),
    ),
}
PARENTS = {"Protocole": (), "Engagement": ("protocole",), "Signature": ("protocole", "partie")}

for _model, (_keys, _said, _written) in COLUMNS.items():
    gdpr.tables.register(
        gdpr.Table(
            f"mediature.{_model}",
            {**dict.fromkeys(_keys, KEY), **dict.fromkeys(_said, DOSSIER), **dict.fromkeys(_written, PROSE)},
            subject=gdpr.Subject("requérants", "saisine.requerant"),
            edges=dict.fromkeys(("saisine", *PARENTS[_model]), gdpr.Edge.WITH_PARENT),
        )
    )

for _verb, _words in {
    "mediature.protocol": "a préparé, proposé ou conclu un accord",
    "mediature.sign": "a répondu à un projet d’accord, ou inscrit une réponse",
    "mediature.fulfil": "a inscrit ce qu’est devenu un engagement",
}.items():
    verbs.register(Verb(_verb, _words))
