"""Publishing."""

from parvis.core.privacy.actions.publish import publish

__all__ = ["publish"]
