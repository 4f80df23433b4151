"""Where what answers for the promises lives."""

from parvis.kernel.declarations import privacy as gdpr

PROOF = gdpr.Plain("preuve relevée sur l’installation : des comptes et des dates, aucune personne")

gdpr.tables.register(
    gdpr.Table(
        "privacy.LastProof",
        {
            **dict.fromkeys(("key", "seen_at", "holds", "at"), PROOF),
            "figures": gdpr.Plain(PROOF.reason, keys=("label", "value", "limit", "headline")),
        },
    )
)
