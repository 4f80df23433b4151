"""The queue of those who answer: what is due first comes first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from parvis.core.privacy.enums.rights import OVER, WAITING, WORKABLE, State
from parvis.core.privacy.models import RightsLeg
from parvis.core.privacy.models.rights_request import RightsLegQuerySet
from parvis.core.privacy.queries.rights.deadlines import AHEAD, deadline_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right

HANDS_OVER: Final = (Right.ACCESS, Right.PORT)
DESTROYS: Final = (Right.ERASE, Right.OBJECT)
# Whoever asks is known, or it is for the desk to recognise them: nothing is awaited from the person.
TO_DO = Q(state__in=WORKABLE) | Q(state=State.IDENTITY, request__paused_on=None)
PAUSED = Q(state=State.IDENTITY, request__paused_on__isnull=False)
STATES = {"": TO_DO, "attente": PAUSED, "closes": Q(state__in=OVER), "toutes": Q()}


@dataclass(frozen=True)
class Counts:
    """Figures of a desk."""

    waiting: int
    paused: int
    soon: int
    late: int
    answered_late: int


@dataclass(frozen=True)
class Clock:
    """The clock of a leg, in words."""

    label: str
    kind: str
    due_on: date | None
    target_on: date | None


@dataclass(frozen=True)
class Queued:
    """A leg and its clock."""

    leg: RightsLeg
    clock: Clock


def queue(
    actor: Actor, *, state: str = "", service: str = "", right: str = "", late: bool = False
) -> RightsLegQuerySet:
    """What ``actor`` answers for, the earliest deadline first; of one day, copies before what destroys."""
    legs: RightsLegQuerySet = RightsLeg.objects.visible_to(actor).select_related("request")
    legs = legs.filter(STATES.get(state, TO_DO))
    if service:
        legs = legs.filter(service=service)
    if right:
        legs = legs.filter(right=right)
    if late:
        legs = legs.filter(Q(late=True) | TO_DO & Q(due_on__lt=clock.today()))
    return legs.order_by(
        F("due_on").asc(nulls_last=True), "received_on", ExpressionWrapper(Q(right__in=DESTROYS), BooleanField()), "pk"
    )


def copy_awaited(leg: RightsLeg) -> RightsLeg | None:
    """The request for a copy that the same person still waits for, of what accepting this one would destroy."""
    if leg.right not in DESTROYS:
        return None
    asked = RightsLeg.objects.filter(subject=leg.subject, service=leg.service, controller=leg.controller)
    found: RightsLeg | None = asked.filter(state__in=WAITING, right__in=HANDS_OVER).first()
    return found


def urgent() -> list[tuple[int | None, date]]:
    """What is due within days, or late: who answers, and by when; of all desks."""
    due = RightsLeg.objects.filter(TO_DO, due_on__lte=clock.today() + AHEAD)
    return [(organisation, day) for organisation, day in due.values_list("organisation", "due_on") if day]


def counts(actor: Actor) -> Counts:
    """How much ``actor`` answers for, and how late."""
    return counts_of(RightsLeg.objects.visible_to(actor))


def counts_of(legs: RightsLegQuerySet) -> Counts:
    """How much there is, and how late."""
    today = clock.today()
    open_ones = legs.filter(TO_DO)
    return Counts(
        open_ones.count(),
        legs.filter(PAUSED).count(),
        open_ones.filter(due_on__gte=today, due_on__lte=today + AHEAD).count(),
        open_ones.filter(due_on__lt=today).count(),
        legs.filter(late=True).count(),
    )


def clock_of(leg: RightsLeg) -> Clock:
    """How long is left, in a word."""
    if leg.state in OVER:
        return Clock("répondue en retard" if leg.late else "close", "error" if leg.late else "", leg.due_on, None)
    if leg.state == State.IDENTITY and leg.request.paused_on:
        return Clock("délai suspendu", "info", None, None)
    deadline = deadline_of(leg)
    left = (deadline.due_on - clock.today()).days
    if left < 0:
        return Clock(f"en retard de {-left} j", "error", deadline.due_on, deadline.target_on)
    soon = timedelta(days=left) <= AHEAD
    return Clock(f"encore {left} j", "warning" if soon else "success", deadline.due_on, deadline.target_on)
