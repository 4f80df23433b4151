"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import accountability

__all__ = ["accountability"]
