"""Where each breach stands: its clock, whom to tell, what is missing."""

from dataclasses import dataclass
from datetime import timedelta

from parvis.core.privacy.enums.breach import Addressee, PeopleDecision, Risk
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Role, services


@dataclass(frozen=True)
class BreachStanding:
    """A breach, its notices, and what is still to do, at one moment."""

    breach: Breach
    notices: tuple[BreachNotice, ...]

    @property
    def notified(self) -> bool:
        """Whether the CNIL has had a first notice."""
        return any(notice.addressee == Addressee.CNIL for notice in self.notices)

    @property
    def must_notify(self) -> bool:
        """Whether the CNIL has to be notified; until the risk is weighed, it has."""
        return self.breach.risk != Risk.NONE

    @property
    def remaining(self) -> timedelta:
        """How long until the 72 hours are over; negative once they are."""
        return self.breach.deadline - clock.now()

    @property
    def late(self) -> bool:
        """Whether the CNIL should have been notified already."""
        return self.must_notify and not self.notified and self.remaining < timedelta(0)

    @property
    def late_by(self) -> timedelta:
        """How long ago the 72 hours ended."""
        return -self.remaining

    @property
    def controllers(self) -> tuple[str, ...]:
        """The controllers for whom the platform only processes the data concerned: told at once."""
        return controllers_of(self.breach)

    @property
    def untold(self) -> tuple[str, ...]:
        """The controllers that nobody has told yet."""
        told = {notice.name for notice in self.notices if notice.addressee == Addressee.CONTROLLER}
        return tuple(name for name in self.controllers if name not in told)

    @property
    def tasks(self) -> list[str]:
        """What stands between this breach and its closing, in French."""
        breach = self.breach
        told = any(notice.addressee == Addressee.PEOPLE for notice in self.notices)
        steps = {
            "évaluer le risque pour les personnes": breach.risk == Risk.UNKNOWN,
            "notifier la CNIL": breach.risk in {Risk.SOME, Risk.HIGH} and not self.notified,
            "décider de prévenir ou non les personnes": breach.people_decision == PeopleDecision.PENDING,
            "prévenir les personnes": breach.people_decision == PeopleDecision.TOLD and not told,
            "écrire les conséquences probables": not breach.consequences,
            "écrire les mesures prises": not breach.measures,
        }
        return [*(f"prévenir {name}" for name in self.untold), *(words for words, is_due in steps.items() if is_due)]


def controllers_of(breach: Breach) -> tuple[str, ...]:
    """The controllers to tell about the data concerned; without data named yet, about everything in the services."""
    named: dict[str, None] = {}
    for key in breach.services:
        if key not in services:
            continue
        service = services.get(key)
        for activity in service.activities:
            keys = {service.category_key(activity, category) for category in activity.categories}
            concerned = not breach.categories or keys & set(breach.categories)
            if concerned and activity.responsibility.role is Role.PROCESSOR:
                named |= dict.fromkeys(controller.name for controller in activity.responsibility.controllers)
    return tuple(named)


def standing_of(breach: Breach) -> BreachStanding:
    """Where one breach stands."""
    return BreachStanding(breach, tuple(breach.notices.all()))


def standings() -> list[BreachStanding]:
    """Where every breach stands, the open ones first; two queries."""
    found = [standing_of(breach) for breach in Breach.objects.prefetch_related("notices")]
    return sorted(found, key=lambda each: each.breach.closed_at is not None)
