"""The proof: each step is written once, with the words sent and never what was handed over."""

from contextlib import AbstractContextManager

from parvis.core.journal.actions.record import record
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.kernel.actor import Actor
from parvis.kernel.scope import Reach, Scope, within

REQUESTS = "plateforme.droits.demandes"
PIECES = "plateforme.droits.pieces"


def everywhere(by: Actor) -> AbstractContextManager[Scope]:
    """Act as ``by`` on every row: a request is about data of any app, and a visitor sees none of its own rows."""
    return within(by, reach=Reach.EVERYTHING)


def locked(leg: RightsLeg) -> RightsLeg:
    """The leg, alone with its request until the transaction ends: whatever is decided elsewhere of it waits.

    The request is always locked first: two answers given at once would each find the other still due.
    """
    request = RightsRequest.objects.select_for_update().get(pk=leg.request_id)
    held: RightsLeg = RightsLeg.objects.select_for_update().get(pk=leg.pk)
    held.request = request
    return held


def note(
    *,
    by: Actor,
    request: RightsRequest,
    kind: str,
    leg: RightsLeg | None = None,
    sent: str = "",
    digest: str = "",
) -> RightsStep:
    """Write a step of the proof, and its line of the journal."""
    step = RightsStep(request=request, leg=leg, by=by.key, kind=kind, sent=sent, digest=digest)
    step.save(force_insert=True)
    record(
        by=by,
        verb=f"rights.{kind}",
        categories=[REQUESTS],
        organisation=leg.organisation if leg else None,
        object_key=leg.key if leg else f"privacy.RightsRequest:{request.pk}",
    )
    return step
