"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import policy, promises, sollicitations, tables

__all__ = ["policy", "promises", "sollicitations", "tables"]
