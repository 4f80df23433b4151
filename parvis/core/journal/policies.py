"""Who may read the journal."""

from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

READS_JOURNAL = PLATFORM_ADMINISTRATOR | any_role("gestionnaire")
"""Administrators read all of it; who manages an organisation, its lines."""

WATCHES_JOURNAL = PLATFORM_ADMINISTRATOR
"""Reports over every organisation, and the proofs of the chain."""
