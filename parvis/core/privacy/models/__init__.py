"""What was published, and what the nights keep of themselves."""

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

__all__ = [
    "Hold",
    "Night",
    "Notice",
    "Overrun",
    "PolicyVersion",
    "Removal",
    "Restriction",
    "RuleRun",
    "SealedRow",
]
