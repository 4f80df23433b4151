"""The signatures of the demonstration: every awaited decision adopted, every due assessment signed."""

from django.db import transaction

from parvis.core.privacy.actions.accountability.signing import Analysis, Signatory, sign_assessment, take_decision
from parvis.core.privacy.queries.accountability.decisions import DecisionState, decision_lines
from parvis.core.privacy.queries.accountability.impact import impact_lines
from parvis.kernel import clock
from parvis.kernel.actor import Actor

OFFICER = Signatory("Maëlys Le Goff", "déléguée à la protection des données de la démonstration")
REASON = "Lecture la plus prudente : elle garde, montre et demande le moins. Signature de démonstration."
OPINION = "Favorable, sous réserve d’une relecture chaque année. Avis de démonstration."


@transaction.atomic
def sign_everything(*, by: Actor) -> int:
    """Sign what nobody has signed yet, and nothing else; return how many signatures were given."""
    waiting = [line for line in decision_lines() if line.state in {DecisionState.AWAITED, DecisionState.STALE}]
    for line in waiting:
        take_decision(
            by=by, service=line.service, decision=line.decision, adopted=True, reason=REASON, signatory=OFFICER
        )
    missing = [line for line in impact_lines() if line.missing]
    for number, due in enumerate(missing, start=1):
        sign_assessment(
            by=by,
            service=due.service,
            activity=due.activity,
            analysis=Analysis(f"AIPD-DEMO-{number:02}", "Karim Belkacem", OPINION, clock.today()),
            signatory=OFFICER,
        )
    return len(waiting) + len(missing)
