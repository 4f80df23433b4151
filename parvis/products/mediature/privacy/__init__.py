"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import courriers, policy, promises, sollicitations, tables

__all__ = ["courriers", "policy", "promises", "sollicitations", "tables"]
