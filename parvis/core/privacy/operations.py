"""What running the platform needs of the register: the policies are published when it is set up."""

from parvis.core.privacy.actions import publish
from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.scope import current_actor


def _publish(advance: Advance) -> None:
    publish(by=current_actor())
    advance(1, 1)


loads.register(Load("privacy.policies", "Publication des politiques de confidentialité", _publish, order=5))
