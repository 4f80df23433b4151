"""What Médiature promises about personal data; a module a subject."""

from parvis.products.mediature.privacy import messages, policy, promises, tables

__all__ = ["messages", "policy", "promises", "tables"]
