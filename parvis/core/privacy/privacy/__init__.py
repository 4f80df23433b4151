"""What the platform itself promises, and where the data of the register live; a module a subject."""

from parvis.core.privacy.privacy import (
    accountability,
    platform,
    promises,
    published,
    retention,
    rights,
    trackers,
    words,
)

__all__ = ["accountability", "platform", "promises", "published", "retention", "rights", "trackers", "words"]
