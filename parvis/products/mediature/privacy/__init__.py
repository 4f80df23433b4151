"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import (
    acces,
    avis,
    courriers,
    messages,
    outils,
    parties,
    policy,
    promises,
    protocoles,
    rendezvous,
    reports,
    sollicitations,
    tables,
    transferts,
)

__all__ = [
    "acces",
    "avis",
    "courriers",
    "messages",
    "outils",
    "parties",
    "policy",
    "promises",
    "protocoles",
    "rendezvous",
    "reports",
    "sollicitations",
    "tables",
    "transferts",
]
