"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import (
    acces,
    avis,
    courriers,
    messages,
    outils,
    parties,
    policy,
    productions,
    promises,
    protocoles,
    rendezvous,
    reports,
    sollicitations,
    tables,
    transferts,
    versions,
)

__all__ = [
    "acces",
    "avis",
    "courriers",
    "messages",
    "outils",
    "parties",
    "policy",
    "productions",
    "promises",
    "protocoles",
    "rendezvous",
    "reports",
    "sollicitations",
    "tables",
    "transferts",
    "versions",
]
