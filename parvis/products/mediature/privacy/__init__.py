"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import policy, promises, reports, tables

__all__ = ["policy", "promises", "reports", "tables"]
