"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import avis, courriers, parties, policy, promises, sollicitations, tables

__all__ = ["avis", "courriers", "parties", "policy", "promises", "sollicitations", "tables"]
