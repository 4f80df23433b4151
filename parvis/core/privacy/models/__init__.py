"""What was published, decided, assessed and proven; what the nights keep of themselves; what people ask."""

from parvis.core.privacy.models.assessment import Assessment
from parvis.core.privacy.models.attestation import Attestation
from parvis.core.privacy.models.breach import Breach, BreachNotice
from parvis.core.privacy.models.decision_taken import DecisionTaken
from parvis.core.privacy.models.drill import Drill
from parvis.core.privacy.models.last_proof import LastProof
from parvis.core.privacy.models.policy_version import PolicyVersion
from parvis.core.privacy.models.register_edition import RegisterEdition
from parvis.core.privacy.models.retention import (
    Hold,
    Night,
    Notice,
    Overrun,
    Removal,
    Restriction,
    RuleRun,
    SealedRow,
)
from parvis.core.privacy.models.rights_request import RightsDesk, RightsLeg, RightsRequest, RightsStep, Suppression
from parvis.core.privacy.models.trackers import (
    AudienceCount,
    BannerVersion,
    ConsentChoice,
    CriterionReview,
    DroppedCookie,
    MatomoCheck,
)

__all__ = [
    "Assessment",
    "Attestation",
    "AudienceCount",
    "BannerVersion",
    "Breach",
    "BreachNotice",
    "ConsentChoice",
    "CriterionReview",
    "DecisionTaken",
    "Drill",
    "DroppedCookie",
    "Hold",
    "LastProof",
    "MatomoCheck",
    "Night",
    "Notice",
    "Overrun",
    "PolicyVersion",
    "RegisterEdition",
    "Removal",
    "Restriction",
    "RightsDesk",
    "RightsLeg",
    "RightsRequest",
    "RightsStep",
    "RuleRun",
    "SealedRow",
    "Suppression",
]
