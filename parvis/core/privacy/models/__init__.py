"""What was published, chosen and counted."""

from parvis.core.privacy.models.policy_version import PolicyVersion
from parvis.core.privacy.models.trackers import AudienceCount, ConsentChoice, DroppedCookie, MatomoCheck

__all__ = ["AudienceCount", "ConsentChoice", "DroppedCookie", "MatomoCheck", "PolicyVersion"]
