"""What data·inclusion promises about personal data; a module a subject."""

from parvis.products.data_inclusion.privacy import policy, promises, rights

__all__ = ["policy", "promises", "rights"]
