"""Who may read the journal."""

from parvis.core.journal.enums import READING_ROLES
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

READS_JOURNAL = PLATFORM_ADMINISTRATOR | any_role(*READING_ROLES)
"""Administrators read all of it; who manages an organisation, or watches over its data, its lines."""

WATCHES_JOURNAL = PLATFORM_ADMINISTRATOR
"""Reports over every organisation, and the proofs of the chain."""
