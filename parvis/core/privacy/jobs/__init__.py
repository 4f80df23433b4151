"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import accountability, retention, rights

__all__ = ["accountability", "retention", "rights"]
