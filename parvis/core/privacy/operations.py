"""What running the platform needs of the register: it is true before anything starts, and published at set-up."""

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.accountability.demonstration import sign_everything, tell_breaches
from parvis.core.privacy.actions.accountability.editing import keep_edition
from parvis.core.privacy.actions.accountability.proving import prove
from parvis.core.privacy.facade import refuse_undeclared
from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.declarations.starting import Condition, conditions
from parvis.kernel.scope import current_actor


def _publish(advance: Advance) -> None:
    publish(by=current_actor())
    keep_edition(by=current_actor())
    advance(1, 1)


def _sign(advance: Advance) -> None:
    sign_everything(by=current_actor())
    publish(by=current_actor())
    tell_breaches(by=current_actor())
    advance(1, 1)


def _prove(advance: Advance) -> None:
    prove(by=current_actor())
    advance(1, 1)


loads.register(
    Load("privacy.signatures", "Signatures et violations de démonstration", _sign, order=90, demonstration=True)
)
loads.register(Load("privacy.proofs", "Relevé des preuves des engagements", _prove, order=990))
loads.register(Load("privacy.policies", "Publication des politiques de confidentialité", _publish, order=5))
conditions.register(Condition("privacy.declared", refuse_undeclared))
