"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import trackers

__all__ = ["trackers"]
