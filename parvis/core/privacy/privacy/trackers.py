"""Trackers of the platform itself, the proof of choices, and the tables of both."""

from parvis.core.privacy.queries.accountability.evidence import encrypted_exchanges
from parvis.core.privacy.queries.trackers.evidence import cookies_are_declared
from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

CHOIX = gdpr.Moment("plateforme.traceurs.choix", "le choix", ("privacy.ConsentChoice.made_at",))
PREUVE = gdpr.personal("plateforme.traceurs.preuves")

EXPLOITANT = gdpr.decides(
    gdpr.Controller(
        "l’organisme public qui exploite cette plateforme", note="Ses coordonnées figurent dans les mentions légales."
    )
)
TRACEURS = gdpr.Activity(
    "traceurs",
    "Choix en matière de cookies",
    EXPLOITANT,
    (
        gdpr.Purpose(
            "prouver que votre choix a été recueilli et respecté",
            gdpr.legal_obligation("preuve du consentement, article 7-1 du RGPD"),
        ),
    ),
    (
        gdpr.Category(
            "preuves",
            "Preuves de choix",
            (
                "numéro tiré au hasard",
                "date et heure",
                "version de la politique",
                "empreinte du texte présenté",
                "choix pour chaque finalité",
                "moyen employé",
            ),
            "visiteurs à qui un choix a été proposé",
            gdpr.Keep("P18M", gdpr.FirstOf(CHOIX), CHOIX, note="Six mois de validité du choix, puis un an de preuve."),
            note="Ni compte, ni adresse IP : seul votre navigateur connaît le numéro.",
        ),
    ),
    (gdpr.Recipient("l’équipe d’exploitation de la plateforme, et la CNIL si elle le demande"),),
)
TRACKERS = (
    gdpr.Tracker("sessionid", "vous garder connecté", gdpr.TrackerBasis.NECESSARY, "PT12H"),
    gdpr.Tracker(
        "messages",
        "vous dire une fois, sur la page suivante, ce qui vient d’être fait ; effacé dès que c’est dit",
        gdpr.TrackerBasis.NECESSARY,
    ),
    gdpr.Tracker("csrftoken", "protéger les formulaires contre l’usurpation", gdpr.TrackerBasis.NECESSARY, "P364D"),
    gdpr.Tracker(
        "parvis_choix",
        "retenir votre choix en matière de cookies, là où il vous est demandé",
        gdpr.TrackerBasis.NECESSARY,
        "P6M",
    ),
    gdpr.Tracker(
        "piwik_ignore",
        "retenir votre opposition à la mesure d’audience",
        gdpr.TrackerBasis.NECESSARY,
        "P13M",
    ),
    gdpr.Tracker(
        "scheme",
        "retenir le thème clair ou sombre que vous avez choisi (stockage local, jamais envoyé)",
        gdpr.TrackerBasis.NECESSARY,
        storage=gdpr.Storage.LOCAL,
    ),
)
MEASURES = (
    gdpr.SecurityMeasure("Aucun cookie qui ne soit déclaré ici.", control="declared-cookies"),
    gdpr.SecurityMeasure("Rien n’est chargé d’un tiers avant votre choix.", control="nothing-before-choice"),
)

for _control in (
    gdpr.Control(
        "declared-cookies",
        "Un cookie qui n’est pas déclaré est retiré de la réponse et signalé ; sa durée est ramenée à celle annoncée.",
        "tests/promises/test_traces.py::test_all_08_every_cookie_set_is_a_cookie_declared_with_its_lifetime",
    ),
    gdpr.Control(
        "nothing-before-choice",
        "La règle de sécurité de chaque page n’autorise un hôte tiers qu’après le choix qui le permet.",
        "tests/promises/test_traces.py::"
        "test_me_16_the_chat_is_loaded_only_after_consent_and_leaves_a_cookie_of_seven_days",
    ),
):
    gdpr.controls.register(_control)

_TECHNICAL = gdpr.Plain("identifiant technique")
_COUNT = gdpr.Plain("décompte, sans visiteur")
gdpr.tables.register(
    gdpr.Table(
        "privacy.ConsentChoice",
        dict.fromkeys(("id", "made_at", "service", "policy_version", "text_hash", "results", "method"), PREUVE),
        subject=gdpr.Subject("visitor"),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.BannerVersion",
        dict.fromkeys(("text_hash", "text", "first_asked_at"), gdpr.Plain("nos propres mots, présentés à tous")),
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.DroppedCookie",
        {
            "id": _TECHNICAL,
            "name": gdpr.Plain("nom d’un cookie, jamais sa valeur"),
            "reason": gdpr.Plain("motif technique"),
            "route": gdpr.Plain("nom d’une route du logiciel"),
            **dict.fromkeys(("first_seen", "last_seen", "times"), _COUNT),
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.AudienceCount", {"id": _TECHNICAL, **dict.fromkeys(("day", "service", "kind", "count"), _COUNT)}
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.MatomoCheck",
        {
            "id": _TECHNICAL,
            **dict.fromkeys(("checked_at", "sound", "findings"), gdpr.Plain("réglage d’un outil")),
            "criteria": gdpr.Plain("réglages d’un outil, par critère", keys=("criterion", "words", "flaw")),
        },
    )
)
_ACT = gdpr.Plain("critère et constat sur un outil")
gdpr.tables.register(
    gdpr.Table(
        "privacy.CriterionReview",
        {
            **dict.fromkeys(("id", "criterion", "held", "reviewed_at"), _ACT),
            **dict.fromkeys(("note", "reviewed_by"), gdpr.personal("plateforme.conformite.signatures")),
        },
        subject=gdpr.Subject("signatory"),
        known_by={"reviewed_by": gdpr.Known.ACTOR},
    )
)
verbs.register(Verb("privacy.drop-cookie", "a écarté un cookie non déclaré"))
verbs.register(Verb("privacy.check-matomo", "a vérifié les réglages de Matomo"))
verbs.register(Verb("privacy.review-criterion", "a vérifié un critère de la mesure d’audience"))

_PROMISES = "tests/promises/test_traces.py"
for _keeping in (
    gdpr.Keeping(
        "ALL-08",
        "Un cookie non déclaré est retiré de la réponse et signalé. Rien de tiers n’est chargé avant un "
        "choix : la règle "
        "de sécurité de la page l’interdit. Refuser et accepter sont deux boutons du même formulaire.",
        f"{_PROMISES}::test_all_08_every_cookie_set_is_a_cookie_declared_with_its_lifetime",
        cookies_are_declared,
    ),
    gdpr.Keeping(
        "ALL-09",
        "En production, toute adresse est renvoyée vers HTTPS, que les navigateurs retiennent, et la règle "
        "de sécurité de "
        "chaque page ne nomme aucun tiers.",
        f"{_PROMISES}::test_all_09_production_is_https_only",
        encrypted_exchanges,
        ("https",),
    ),
):
    gdpr.keepings.register(_keeping)
