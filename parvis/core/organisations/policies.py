"""Who may manage an organisation and its people."""

from parvis.core.organisations.enums import Role
from parvis.core.organisations.models import Organisation
from parvis.kernel.actor import Actor
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, Policy


def _manages(actor: Actor, subject: object | None) -> bool:
    return isinstance(subject, Organisation) and actor.role_in(subject.pk) == Role.GESTIONNAIRE


MANAGES = Policy("organisations.manages", _manages) | PLATFORM_ADMINISTRATOR
"""A gestionnaire of this organisation, or an administrator of the platform."""
