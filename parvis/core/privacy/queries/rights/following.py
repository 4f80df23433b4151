"""A request as the person who wrote it sees it."""

import hmac
from dataclasses import dataclass

from parvis.core.privacy.enums.rights import WAITING, Proof, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.kernel.actor import Actor, ActorKind


@dataclass(frozen=True)
class Followed:
    """The request, what was asked of whom, and each step with its letter."""

    request: RightsRequest
    legs: list[RightsLeg]
    steps: list[RightsStep]

    @property
    def waits(self) -> bool:
        """Whether an answer is still due."""
        return any(leg.state in WAITING for leg in self.legs)

    @property
    def to_confirm(self) -> bool:
        """Whether opening the link and saying « it is me » is all that is needed."""
        return self.request.proof == Proof.NONE and bool(self.request.email) and self.waits and not self._asked

    @property
    def _asked(self) -> bool:
        """Whether a doubt was written down, which the link does not lift."""
        return any(step.kind == StepKind.PROOF_ASKED for step in self.steps)

    @property
    def to_prove(self) -> bool:
        """Whether a document was asked for and is awaited."""
        return self._asked and self.request.paused_on is not None and self.request.document is None


def citizen(number: str) -> Actor:
    """Somebody who holds the private link of a request."""
    return Actor(ActorKind.CITIZEN, identifier=number, label=f"demande {number}")


def find_request(number: str, code: str) -> RightsRequest | None:
    """The request of this number, if the code is its own; within a scope that reaches everything."""
    found = RightsRequest.objects.filter(number=number.strip().upper()).first()
    if found is None or not hmac.compare_digest(secret_of(found).encode(), code.strip().encode()):
        return None
    return found


def followed(request: RightsRequest) -> Followed:
    """All that the person may know of their request."""
    legs = list(RightsLeg.objects.filter(request=request).order_by("service", "right"))
    steps = RightsStep.objects.filter(request=request).select_related("leg").order_by("at", "id")
    return Followed(request, legs, list(steps))
