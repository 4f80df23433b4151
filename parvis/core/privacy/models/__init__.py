"""What was published."""

from parvis.core.privacy.models.policy_version import PolicyVersion

__all__ = ["PolicyVersion"]
