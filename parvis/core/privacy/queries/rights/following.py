"""A request as the person who wrote it sees it."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from parvis.core.privacy.enums.rights import WAITING, Proof, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.people import CHECKED, Person, opens
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import unnoted


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

    @property
    def proof_words(self) -> str:
        """What was asked for, and why: the last words sent about it."""
        return next((step.sent for step in reversed(self.steps) if step.kind == StepKind.PROOF_ASKED), "")


def citizen(number: str) -> Actor:
    """Somebody who holds the private link of a request."""
    return Actor(ActorKind.CITIZEN, identifier=number, label=f"demande {number}")


def own_actors(person: Person) -> set[str]:
    """How traces name the person who acts: by their account, and by the private link of each request of their own.

    A request made for them by somebody else is not: whoever holds its link is another person.
    """
    for_oneself = Q(account_id=person.account) if person.account else Q(pk=None)
    for_oneself |= Q(phone__in=person.reached.phones, proof__in=CHECKED)
    theirs = (for_oneself & Q(mandate="")) | Q(email__in=person.reached.emails)
    with unnoted():
        numbers = list(RightsRequest.objects.filter(theirs).values_list("number", flat=True))
    accounts = {f"{ActorKind.USER}:{person.account}"} if person.account else set()
    return accounts | {citizen(number).key for number in numbers}


def find_request(number: str, code: str) -> RightsRequest | None:
    """The request of this number, if the code is its own; within a scope that reaches everything."""
    found = RightsRequest.objects.filter(number=number.strip().upper()).first()
    return found if found is not None and opens(found, code) else None


def followed(request: RightsRequest) -> Followed:
    """All that the person may know of their request."""
    return every_followed(RightsRequest.objects.filter(pk=request.pk))[0]


def every_followed(requests: QuerySet[RightsRequest]) -> list[Followed]:
    """The same for each of ``requests``, the latest first."""
    legs = Prefetch("legs", RightsLeg.objects.order_by("service", "right"))
    steps = Prefetch("steps", RightsStep.objects.select_related("leg").order_by("at", "id"))
    found = requests.prefetch_related(legs, steps).order_by("-received_at", "pk")
    return [Followed(each, list(each.legs.all()), list(each.steps.all())) for each in found]
