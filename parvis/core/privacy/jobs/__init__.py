"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import retention

__all__ = ["retention"]
