"""What was published, decided and assessed, and what was last proven."""

from parvis.core.privacy.models.assessment import Assessment
from parvis.core.privacy.models.decision_taken import DecisionTaken
from parvis.core.privacy.models.last_proof import LastProof
from parvis.core.privacy.models.policy_version import PolicyVersion

__all__ = ["Assessment", "DecisionTaken", "LastProof", "PolicyVersion"]
