"""Publishing."""

from parvis.core.privacy.actions.publish import UnsignedError, publish, publish_policy

__all__ = ["UnsignedError", "publish", "publish_policy"]
