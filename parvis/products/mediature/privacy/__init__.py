"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import (
    avis,
    courriers,
    outils,
    policy,
    promises,
    reports,
    sollicitations,
    tables,
)

__all__ = ["avis", "courriers", "outils", "policy", "promises", "reports", "sollicitations", "tables"]
