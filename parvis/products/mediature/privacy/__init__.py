"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import outils, policy, promises, tables

__all__ = ["outils", "policy", "promises", "tables"]
