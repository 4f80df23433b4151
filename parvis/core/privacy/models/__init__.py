"""What was published, decided, assessed and proven, and what went wrong."""

from parvis.core.privacy.models.assessment import Assessment
from parvis.core.privacy.models.breach import Breach, BreachNotice
from parvis.core.privacy.models.decision_taken import DecisionTaken
from parvis.core.privacy.models.last_proof import LastProof
from parvis.core.privacy.models.policy_version import PolicyVersion
from parvis.core.privacy.models.register_edition import RegisterEdition

__all__ = ["Assessment", "Breach", "BreachNotice", "DecisionTaken", "LastProof", "PolicyVersion", "RegisterEdition"]
