"""Reports, recommendations and cases of past years: tables that name nobody."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

KEY = gdpr.Plain("numéro technique")
WRITTEN = gdpr.Plain("ce qu’un médiateur écrit pour être publié, sans nommer personne")
PASSED = gdpr.Plain("fait d’un dossier d’une année passée, repris sans personne ni numéro")
READING = gdpr.Plain("comment un tableau d’années passées est lu, sans rien de ses personnes")
FILE = gdpr.Plain("tableau déposé, détruit une fois repris, ou la nuit du trentième jour après son dépôt")
JSON = {
    "numbers": ("cles", "tableaux", "recommandations"),
    "mapping": ("column", "field"),
    "values": (
        "received_on", "decided_on", "ended_on", "recevabilite", "canal", "origine", "qualite", "demarche",
        "domaine_id", "service", "issue", "postal_code", "town",
    ),
}  # fmt: skip

for _table, _keys, _columns, _why in (
    (
        "Recommandation",
        ("id", "organisation_id", "version"),
        ("title", "text", "service", "sent_on", "reponse", "answer", "answered_on", "published_on"),
        WRITTEN,
    ),
    ("Cas", ("id", "recommandation_id", "saisine_id"), (), KEY),
    ("Suivi", ("id", "recommandation_id"), ("year", "suite", "words"), WRITTEN),
    (
        "Rapport",
        ("id", "organisation_id", "pdf_id", "odt_id", "version"),
        ("year", "mot", "activite", "enseignements", "perspectives", "numbers", "finalised_at", "published_on"),
        WRITTEN,
    ),
    ("Transmission", ("id", "rapport_id"), ("destinataire", "sent_on", "manner"), WRITTEN),
    (
        "Reprise",
        ("id", "organisation_id"),
        ("name", "sha256", "mapping", "etat", "begun_at"),
        READING,
    ),
    ("LigneReprise", ("id", "reprise_id"), ("line", "verdict", "words", "values"), READING),
    (
        "CasPasse",
        ("id", "organisation_id", "reprise_id", "line"),
        (
            "received_on", "decided_on", "ended_on", "recevabilite", "canal", "origine", "qualite", "demarche",
            "domaine_id", "service", "issue", "postal_code", "town",
        ),
        PASSED,
    ),
):  # fmt: skip
    gdpr.tables.register(
        gdpr.Table(
            f"mediature.{_table}",
            {
                **dict.fromkeys(_keys, KEY),
                **{name: gdpr.Plain(_why.reason, keys=JSON.get(name)) for name in _columns},
                **({"document_id": FILE} if _table == "Reprise" else {}),
            },
            edges=dict.fromkeys(("pdf", "odt"), gdpr.Edge.OWN_CLOCK) if _table == "Rapport" else {},
        )
    )

for _verb, _words in {
    "mediature.export": "a exporté des dossiers de médiation",
    "mediature.figures": "a exporté les statistiques d’un bureau",
    "mediature.report": "a écrit le rapport annuel",
    "mediature.finalise": "a arrêté le rapport annuel",
    "mediature.transmit": "a noté la transmission du rapport annuel",
    "mediature.publish": "a publié ou retiré un rapport ou une recommandation",
    "mediature.recommend": "a écrit ou suivi une recommandation",
    "mediature.past": "a repris, essayé ou annulé des années passées",
}.items():
    verbs.register(Verb(_verb, _words))
