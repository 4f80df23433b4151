"""The register, as tests want it."""

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.accountability.demonstration import sign_everything
from parvis.core.privacy.models import PolicyVersion
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

TASK = system("register.publish")


def sign_and_publish() -> list[PolicyVersion]:
    """Sign everything that waits, as in the demonstration, and publish every policy."""
    with open_scope(TASK, reach=Reach.EVERYTHING, channel="test") as scope:
        sign_everything(by=TASK)
        published = publish(by=TASK)
        scope.readings.clear()
    return published
