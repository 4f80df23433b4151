"""Who keeps the register, and who reads it."""

from parvis.core.organisations.enums import Role
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, any_role

KEEPS_REGISTER = PLATFORM_ADMINISTRATOR
"""Publishing a policy, and what proves its measures: whoever answers for the platform."""

KEEPS_BREACHES = PLATFORM_ADMINISTRATOR | any_role(Role.DPO)
"""A data protection officer keeps the breaches of what their organisation answers for; administrators, all of them
(``queries/accountability/keepers.py``)."""

READS_REGISTER = PLATFORM_ADMINISTRATOR | any_role(Role.DPO)
"""A data protection officer reads every processing, and signs for the controllers that their organisation answers for
(``queries/accountability/signatories.py``)."""
