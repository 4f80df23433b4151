"""What running the platform needs of the register: it is true before anything starts, and published at set-up."""

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.trackers.demonstration import load_audience
from parvis.core.privacy.facade import refuse_undeclared
from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.declarations.starting import Condition, conditions
from parvis.kernel.scope import current_actor


def _publish(advance: Advance) -> None:
    publish(by=current_actor())
    advance(1, 1)


def _audience(advance: Advance) -> None:
    load_audience(by=current_actor())
    advance(1, 1)


loads.register(Load("privacy.audience", "Audience de démonstration", _audience, order=75, demonstration=True))
loads.register(Load("privacy.policies", "Publication des politiques de confidentialité", _publish, order=5))
conditions.register(Condition("privacy.declared", refuse_undeclared))
