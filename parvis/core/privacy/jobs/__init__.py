"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import retention, rights

__all__ = ["retention", "rights"]
