"""What every response owes about trackers."""

from parvis.core.privacy.middleware.policy import PagePolicyMiddleware
from parvis.core.privacy.middleware.trackers import TrackersMiddleware

__all__ = ["PagePolicyMiddleware", "TrackersMiddleware"]
