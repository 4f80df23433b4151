"""Legal bodies, who belongs to them, who is invited."""

from parvis.core.organisations.models.invitation import Invitation
from parvis.core.organisations.models.membership import Membership
from parvis.core.organisations.models.organisation import Organisation

__all__ = ["Invitation", "Membership", "Organisation"]
