"""What the platform itself promises, and where the data of the register live; a module a subject."""

from parvis.core.privacy.privacy import platform, published, trackers, words

__all__ = ["platform", "published", "trackers", "words"]
