"""Who sees what the nights erase, and who suspends it."""

from parvis.core.organisations.enums import Role
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

SEES_NIGHTS = PLATFORM_ADMINISTRATOR | any_role(Role.DPO)
"""What the nights did and would do is figures: a data protection officer reads those of every processing."""

HOLDS_DATA = PLATFORM_ADMINISTRATOR | any_role(Role.DPO)
"""A data protection officer holds the data that their organisation answers for; administrators, all of them."""
