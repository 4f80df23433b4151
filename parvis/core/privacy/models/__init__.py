"""What was published, and what was last proven."""

from parvis.core.privacy.models.last_proof import LastProof
from parvis.core.privacy.models.policy_version import PolicyVersion

__all__ = ["LastProof", "PolicyVersion"]
