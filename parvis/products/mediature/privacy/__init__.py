"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import (
    avis,
    courriers,
    messages,
    outils,
    parties,
    policy,
    promises,
    rendezvous,
    reports,
    sollicitations,
    tables,
    transferts,
)

__all__ = [
    "avis",
    "courriers",
    "messages",
    "outils",
    "parties",
    "policy",
    "promises",
    "rendezvous",
    "reports",
    "sollicitations",
    "tables",
    "transferts",
]
