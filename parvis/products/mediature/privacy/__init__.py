"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import (
    avis,
    courriers,
    outils,
    parties,
    policy,
    promises,
    reports,
    sollicitations,
    tables,
)

__all__ = ["avis", "courriers", "outils", "parties", "policy", "promises", "reports", "sollicitations", "tables"]
