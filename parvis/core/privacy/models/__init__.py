"""What was published, what the nights keep of themselves, what people ask about their data."""

from parvis.core.privacy.models.policy_version import PolicyVersion
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

__all__ = [
    "Hold",
    "Night",
    "Notice",
    "Overrun",
    "PolicyVersion",
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
