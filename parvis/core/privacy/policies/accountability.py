"""Who keeps the register, and who reads it."""

from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

KEEPS_REGISTER = PLATFORM_ADMINISTRATOR
"""Signing a decision or an impact assessment, and everything about breaches: whoever answers for the platform."""

READS_REGISTER = PLATFORM_ADMINISTRATOR | any_role("dpo")
"""A data protection officer reads every processing; signing stays with whoever answers for the platform."""
