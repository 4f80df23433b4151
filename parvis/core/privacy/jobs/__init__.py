"""What runs by itself, a module a subject."""

from parvis.core.privacy.jobs import accountability, retention, rights, trackers

__all__ = ["accountability", "retention", "rights", "trackers"]
