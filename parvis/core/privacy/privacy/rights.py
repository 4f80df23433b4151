"""What is promised about requests themselves, and where they live."""

from parvis.core.privacy.queries.rights.evidence import answers_in_time
from parvis.core.privacy.queries.rights.trails import row_keys
from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Trail, trails

OBLIGATION = gdpr.legal_obligation("articles 12 à 22 du RGPD")
PREUVE = gdpr.legal_obligation("articles 5-2 et 12 du RGPD")
RECEPTION = gdpr.Moment(
    "plateforme.droits.reception", "la réception de la demande", ("privacy.RightsRequest.received_at",)
)
REPONSE = gdpr.Moment("plateforme.droits.reponse", "la réponse", ("privacy.RightsRequest.closed_at",))
DECISION = gdpr.Moment("plateforme.droits.decision", "la décision")
REMISE = gdpr.Moment("plateforme.droits.remise", "la remise")
FIN = gdpr.Moment("plateforme.droits.fin-de-publication", "la fin de la publication par les sources")
OPPOSITION = gdpr.Moment("plateforme.droits.opposition", "l’opposition", ("privacy.Suppression.since",))


def droits(responsibility: gdpr.Responsibility) -> gdpr.Activity:
    """The processing that requests are in themselves, answered for by ``responsibility``."""
    return gdpr.Activity(
        "droits",
        "Demandes sur les données personnelles",
        responsibility,
        (
            gdpr.Purpose("répondre aux personnes qui exercent leurs droits", OBLIGATION),
            gdpr.Purpose("prouver que la réponse a été donnée, et à temps", PREUVE),
        ),
        (
            gdpr.Category(
                "demandes",
                "Demandes et réponses",
                (
                    "nom et prénom", "adresse électronique, téléphone ou adresse postale", "droits demandés",
                    "personne représentée et ses coordonnées", "précisions", "étapes",
                ),
                "personnes qui exercent leurs droits",
                gdpr.Keep("P3Y", gdpr.LastOf(REPONSE), RECEPTION, decision="D-P-c"),
                optional=(
                    "numéro de dossier", "adresse postale", "personne représentée et ses coordonnées", "précisions",
                ),
            ),
            gdpr.Category(
                "pieces",
                "Pièces justificatives et copies remises",
                (
                    "pièce d’identité, demandée seulement par écrit et avec un motif",
                    "mandat de qui agit pour quelqu’un d’autre",
                    "copie des données, chiffrée",
                ),
                "personnes qui exercent leurs droits",
                gdpr.Keep(
                    "P30D", gdpr.FirstOf(REMISE), RECEPTION, decision="D-P-c",
                    during="jusqu’à la décision pour une pièce d’identité ou un mandat",
                ),
            ),
            gdpr.Category(
                "oppositions",
                "Empreintes d’opposition",
                ("empreinte à clé de l’adresse électronique et du téléphone",),
                "personnes qui se sont opposées à la publication de leurs coordonnées",
                gdpr.Keep(
                    "P0D", gdpr.FirstOf(FIN), OPPOSITION, during="tant que la personne ne retire pas son opposition"
                ),
                note="L’empreinte empêche qu’un import fasse revenir la personne ; elle ne permet pas de la retrouver.",
            ),
        ),
        (gdpr.Recipient("le responsable du traitement concerné et son délégué à la protection des données"),),
    )  # fmt: skip


KEPT_AS_PROOF = gdpr.Decision(
    "D-P-c",
    "Combien de temps garder les demandes, les pièces et les copies remises ?",
    "3 ans après la réponse pour la demande et ses étapes ; la pièce d’identité est détruite à la décision, la copie "
    "remise 30 jours après sa remise.",
    "Le temps de la prescription d’un manquement ; ni la pièce ni la copie ne servent à prouver.",
    "exploitant de la plateforme",
)

REQUEST = gdpr.personal("plateforme.droits.demandes")
PROSE = gdpr.personal("plateforme.droits.demandes", free_text=True)
FILE = gdpr.Plain("numéro d’un fichier scellé, que la table des fichiers déclare")
DIGEST = gdpr.personal("plateforme.droits.oppositions", withheld="une empreinte à clé, que rien ne permet de relire")
KEY = gdpr.Plain("identifiant tiré au hasard")
STATE = gdpr.Plain("état de la procédure")
BODY = gdpr.Plain("désigne un service ou un organisme")

gdpr.tables.register(
    gdpr.Table(
        "privacy.RightsRequest",
        {
            "id": KEY,
            "number": KEY,
            **dict.fromkeys(["account_id", "name", "email", "phone", "file_number", "postal_address"], REQUEST),
            **dict.fromkeys(["mandate", "represented_email", "represented_phone"], REQUEST),
            "text": PROSE,
            "channel": STATE,
            "received_at": REQUEST,
            "proof": REQUEST,
            "proven_at": REQUEST,
            "paused_on": STATE,
            "paused_days": STATE,
            "closed_at": REQUEST,
            "document": FILE,
        },
        subject=gdpr.Subject("personne qui exerce ses droits"),
        known_by={
            "email": gdpr.Known.EMAIL,
            "phone": gdpr.Known.PHONE,
            "represented_email": gdpr.Known.EMAIL,
            "represented_phone": gdpr.Known.PHONE,
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.RightsLeg",
        {
            "id": KEY,
            "request_id": KEY,
            "account": REQUEST,
            "subject": gdpr.personal("plateforme.droits.demandes", withheld="une empreinte à clé"),
            "right": REQUEST,
            **dict.fromkeys(["service", "activities", "controller", "processor", "organisation"], BODY),
            "addressee": REQUEST,
            **dict.fromkeys(["state", "received_on", "due_on", "extended_on", "late", "lift_on"], STATE),
            "complexity": REQUEST,
            "transmitted_at": STATE,
            "transmitted_to": REQUEST,
            "closed_at": REQUEST,
            "ground": REQUEST,
            "lifted_at": STATE,
            "bundle": FILE,
            "bundle_name": STATE,
        },
        subject=gdpr.Subject("personne qui exerce ses droits", "request"),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.RightsStep",
        {
            "id": KEY,
            "request_id": KEY,
            "leg_id": KEY,
            "at": REQUEST,
            "by": REQUEST,
            "kind": STATE,
            "sent": PROSE,
            "digest": gdpr.Plain("empreinte d’un fichier remis"),
        },
        subject=gdpr.Subject("personne qui exerce ses droits", "request"),
    )
)
gdpr.tables.register(gdpr.Table("privacy.RightsDesk", dict.fromkeys(["controller", "organisation_id"], BODY)))
gdpr.tables.register(
    gdpr.Table(
        "privacy.Suppression",
        {"id": KEY, "service": BODY, "digest": DIGEST, "key": KEY, "case": KEY, "since": DIGEST},
        subject=gdpr.Subject("personne qui s’est opposée"),
        ended_by="la fin de l’opposition : refusée, ou retirée par la personne",
    )
)

trails.register(Trail("privacy.rows", row_keys))

_PROMISES = "tests/promises/test_rights.py::"
for _keeping in (
    gdpr.Keeping(
        "ALL-02",
        "Un formulaire, « Exercer mes droits », ouvert à tous ; le registre dit à qui chaque demande est remise.",
        f"{_PROMISES}test_all_02_each_promised_right_is_asked_from_one_form_and_reaches_its_controllers_alone",
    ),
    gdpr.Keeping(
        "ALL-03",
        "Le délai est compté de date à date ; il ne s’allonge qu’avec un motif envoyé à temps, et un retard reste "
        "écrit.",
        f"{_PROMISES}test_all_03_one_calendar_month_more_only_with_a_reason_told_in_time_and_lateness_shows",
        answers_in_time,
    ),
    gdpr.Keeping(
        "ALL-04",
        "Être connecté, ou lire un lien envoyé à votre adresse, suffit ; page et courriel sont les mêmes pour tous.",
        f"{_PROMISES}test_all_04_same_answer_known_or_not_and_no_proof_before_the_least",
    ),
):
    gdpr.keepings.register(_keeping)
