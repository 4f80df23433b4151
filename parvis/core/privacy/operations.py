"""What running the platform needs of the register: it is true before anything starts, and published at set-up."""

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.accountability.demonstration import sign_everything, tell_breaches
from parvis.core.privacy.actions.accountability.proving import prove
from parvis.core.privacy.actions.retention.demonstration import play_nights
from parvis.core.privacy.actions.rights.demonstration import OFFICER, load_requests, open_desk
from parvis.core.privacy.actions.trackers.demonstration import load_audience
from parvis.core.privacy.facade import refuse_undeclared
from parvis.core.privacy.queries.rights.suppressions import require_keys
from parvis.kernel.declarations.loads import Advance, Load, SignIn, loads, sign_ins
from parvis.kernel.declarations.starting import Condition, conditions
from parvis.kernel.scope import current_actor


def _publish(advance: Advance) -> None:
    publish(by=current_actor())
    advance(1, 1)


def _nights(advance: Advance) -> None:
    play_nights(by=current_actor())
    advance(1, 1)


def _sign(advance: Advance) -> None:
    sign_everything(by=current_actor())
    publish(by=current_actor())
    tell_breaches(by=current_actor())
    advance(1, 1)


def _prove(advance: Advance) -> None:
    prove(by=current_actor())
    advance(1, 1)


def _audience(advance: Advance) -> None:
    load_audience(by=current_actor())
    advance(1, 1)


loads.register(Load("privacy.audience", "Audience de démonstration", _audience, order=75, demonstration=True))
loads.register(
    Load("privacy.signatures", "Signatures et violations de démonstration", _sign, order=90, demonstration=True)
)
loads.register(Load("privacy.proofs", "Relevé des preuves des engagements", _prove, order=990))
loads.register(Load("privacy.policies", "Publication des politiques de confidentialité", _publish, order=5))
loads.register(
    Load(
        "privacy.desk",
        "Délégation de démonstration",
        open_desk,
        order=62,
        demonstration=True,
    )
)
# Before what the other loads date from today: a night of the past would find it dated from the future.
loads.register(Load("privacy.nights", "Nuits d’effacement de démonstration", _nights, order=65, demonstration=True))
loads.register(
    Load("privacy.rights", "Demandes de démonstration sur les données", load_requests, order=70, demonstration=True)
)
sign_ins.register(
    SignIn("privacy.officer", "Déléguée à la protection des données (data·inclusion, comptes)", OFFICER[2])
)
conditions.register(Condition("privacy.declared", refuse_undeclared))
conditions.register(Condition("privacy.keys", require_keys))
