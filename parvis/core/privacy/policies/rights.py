"""Who answers requests about people's rights."""

from parvis.core.organisations.enums import Role
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

ANSWERS_REQUESTS = PLATFORM_ADMINISTRATOR | any_role(Role.DPO)
"""The data protection officer of an organisation, for what it answers for; administrators of the platform, for all."""
