"""What is promised about whoever answers for the register, and where what they sign lives."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.privacy import BACKUPS_KEPT

OPERATEUR = gdpr.Controller(
    "l’organisme public qui exploite cette plateforme", note="Ses coordonnées figurent dans les mentions légales."
)
ACTE = gdpr.Moment(
    "plateforme.conformite.signature",
    "la signature",
    ("privacy.DecisionTaken.taken_at", "privacy.Assessment.recorded_at", "privacy.CriterionReview.reviewed_at"),
)
DECOUVERTE = gdpr.Moment(
    "plateforme.conformite.decouverte", "la découverte de la violation", ("privacy.Breach.discovered_at",)
)
CLOTURE = gdpr.Moment("plateforme.conformite.cloture", "la clôture de la violation", ("privacy.Breach.closed_at",))

CONFORMITE = gdpr.Activity(
    "conformite",
    "Tenue du registre",
    gdpr.decides(OPERATEUR),
    (
        gdpr.Purpose(
            "décider, évaluer les risques, consigner les violations et pouvoir le prouver",
            gdpr.legal_obligation("articles 5-2, 30, 33 et 35 du RGPD"),
        ),
    ),
    (
        gdpr.Category(
            "signatures",
            "Décisions et analyses d’impact signées",
            ("nom du signataire ou de l’auteur", "motif et avis"),
            "délégués à la protection des données, responsables, auteurs d’une analyse",
            gdpr.Keep("P5Y", gdpr.FirstOf(ACTE), ACTE, decision="D-P-s"),
            note="Les pages publiques donnent la fonction du signataire, jamais son nom.",
        ),
        gdpr.Category(
            "violations",
            "Violations de données",
            ("circonstances", "mesures", "personne à contacter", "compte en cause", "textes des notifications"),
            "personnes citées dans une violation, personnes à contacter",
            gdpr.Keep("P5Y", gdpr.LastOf(CLOTURE), DECOUVERTE, decision="D-P-s"),
        ),
    ),
    (
        gdpr.Recipient("les administrateurs de la plateforme"),
        gdpr.Recipient("la CNIL", "pour une violation notifiée ou un contrôle"),
        gdpr.Recipient(
            "le responsable du traitement concerné", "aussitôt, quand la plateforme n’est que sous-traitant"
        ),
    ),
)

DECISIONS = (
    gdpr.Decision(
        "D-P-s",
        "Combien de temps vaut une signature, et garde-t-on une violation ?",
        "5 ans : une décision ou une analyse d’impact est alors à reprendre ; une violation est gardée 5 ans après sa "
        "clôture, même si elle n’a pas été notifiée.",
        "Le temps de la prescription ; au-delà, une décision n’a plus été relue par personne.",
        "exploitant de la plateforme",
    ),
    gdpr.Decision(
        "D-P-k",
        "À partir de combien de personnes publie-t-on un effectif ?",
        "11 pour une statistique publique, 5 pour une vue réservée ; un effectif caché ne se retrouve pas par "
        "soustraction.",
        "L’usage de la statistique publique protège les petits groupes.",
        "exploitant de la plateforme",
    ),
    gdpr.Decision(
        "D-P-r",
        "Jusqu’à quel âge garde-t-on une sauvegarde, où survivent des données déjà effacées ?",
        f"{BACKUPS_KEPT.days} jours, chiffrée ; une restauration refait les effacements avant que quiconque entre.",
        "De quoi réparer une panne vue tard, sans prolonger longtemps ce qui devait disparaître.",
        "exploitant de la plateforme",
    ),
    gdpr.Decision(
        "D-P-v",
        "Les données d’un organisme public sont des archives publiques : qui autorise leur élimination ?",
        "Chaque règle de conservation porte son tri et la référence de l’accord des archives ; sans accord signé, le "
        "délégué à la protection des données en est averti.",
        "Code du patrimoine, articles L. 212-2 et L. 212-3.",
        "exploitant de la plateforme",
    ),
)

SIGNATURE = gdpr.personal("plateforme.conformite.signatures")
SIGNED_WORDS = gdpr.personal("plateforme.conformite.signatures", free_text=True)
ACT = gdpr.Plain("ce qui est décidé, par une fonction et à une date, sans nommer personne")
PROOF = gdpr.Plain("preuve relevée sur l’installation : des comptes et des dates, aucune personne")

gdpr.tables.register(
    gdpr.Table(
        "privacy.LastProof",
        {
            **dict.fromkeys(("key", "seen_at", "holds", "at"), PROOF),
            "figures": gdpr.Plain(PROOF.reason, keys=("label", "value", "limit", "headline", "nothing")),
        },
    )
)
DOCUMENT = gdpr.Plain("document qui justifie une mesure de sécurité, désigné sans nommer personne")
gdpr.tables.register(
    gdpr.Table(
        "privacy.Attestation",
        dict.fromkeys(("id", "service", "measure", "reference", "dated_on", "valid_until", "recorded_at"), DOCUMENT),
    )
)
EDITION = gdpr.Plain("fiches du registre, faites des déclarations")
gdpr.tables.register(
    gdpr.Table(
        "privacy.RegisterEdition",
        {
            **dict.fromkeys(("id", "number", "digest", "made_at"), EDITION),
            "content": gdpr.Plain(EDITION.reason, keys=("key", "role", "service", "title", "rows")),
        },
    )
)
gdpr.tables.register(
    gdpr.Table(
        "privacy.DecisionTaken",
        {
            **dict.fromkeys(
                (
                    "id", "service", "decision", "digest", "reading", "adopted", "quality", "taken_at", "controller",
                    "organisation",
                ),
                ACT,
            ),
            "reason": SIGNED_WORDS,
            "signatory": SIGNATURE,
        },
        subject=gdpr.Subject("signatory"),
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "privacy.Assessment",
        {
            **dict.fromkeys(
                (
                    "id", "service", "activity", "digest", "reference", "quality", "signed_on", "recorded_at",
                    "controller", "organisation",
                ),
                ACT,
            ),
            **dict.fromkeys(("author", "signatory"), SIGNATURE),
            "opinion": SIGNED_WORDS,
        },
        subject=gdpr.Subject("signatory"),
    )
)  # fmt: skip

FACT = gdpr.Plain("fait de la violation, sans personne")
VIOLATION = gdpr.personal("plateforme.conformite.violations")
VIOLATION_WORDS = gdpr.personal("plateforme.conformite.violations", free_text=True)
gdpr.tables.register(
    gdpr.Table(
        "privacy.Breach",
        {
            **dict.fromkeys(
                (
                    "id", "services", "discovered_at", "aware_at", "nature", "categories", "people", "records",
                    "exposed_from", "exposed_until", "risk", "people_decision", "opened_at", "closed_at",
                    "organisations",
                ),
                FACT,
            ),
            **dict.fromkeys(("contact", "account"), VIOLATION),
            **dict.fromkeys(("title", "circumstances", "consequences", "measures", "people_reason"), VIOLATION_WORDS),
        },
        subject=gdpr.Subject("contact"),
    )
)  # fmt: skip
gdpr.tables.register(
    gdpr.Table(
        "privacy.BreachNotice",
        {
            **dict.fromkeys(("id", "breach", "addressee", "phase", "sent_at"), FACT),
            "name": VIOLATION,
            **dict.fromkeys(("text", "delay_reason"), VIOLATION_WORDS),
        },
        subject=gdpr.Subject("contact", "breach"),
        edges={"breach": gdpr.Edge.WITH_PARENT},
    )
)
