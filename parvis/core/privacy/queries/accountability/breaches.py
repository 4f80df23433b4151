"""Where each breach stands: its clock, whom to tell, what is missing."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from parvis.core.privacy.enums.breach import Addressee, PeopleDecision, Risk
from parvis.core.privacy.models import Breach, BreachNotice
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Activity, Role, services


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
    def decides(self) -> bool:
        """Whether whoever runs the platform answers for some of the data; a mere processor tells the controllers."""
        roles = {activity.responsibility.role for activity in activities_of(self.breach)}
        return roles != {Role.PROCESSOR}

    @property
    def must_notify(self) -> bool:
        """Whether the platform has to notify the CNIL; until the risk is weighed, it has."""
        return self.decides and self.breach.risk != Risk.NONE

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
            "évaluer le risque pour les personnes": self.decides and breach.risk == Risk.UNKNOWN,
            "notifier la CNIL": self.decides and breach.risk in {Risk.SOME, Risk.HIGH} and not self.notified,
            "décider de prévenir ou non les personnes": (
                self.decides and breach.people_decision == PeopleDecision.PENDING
            ),
            "écrire pourquoi les personnes ne sont pas prévenues": (
                breach.people_decision == PeopleDecision.NOT_TOLD and not breach.people_reason
            ),
            "prévenir les personnes": breach.people_decision == PeopleDecision.TOLD and not told,
            "écrire les conséquences probables": not breach.consequences,
            "écrire les mesures prises": not breach.measures,
        }
        return [*(f"prévenir {name}" for name in self.untold), *(words for words, is_due in steps.items() if is_due)]


def activities_of(breach: Breach) -> list[Activity]:
    """The processings touched; without data named yet, all those of the services."""
    return [
        activity
        for key in breach.services
        if key in services
        for service in [services.get(key)]
        for activity in service.activities
        if not breach.categories
        or {service.category_key(activity, category) for category in activity.categories} & set(breach.categories)
    ]


def controllers_of(breach: Breach) -> tuple[str, ...]:
    """The controllers to tell: those for whom the platform only processes the data concerned."""
    return tuple(
        dict.fromkeys(
            controller.name
            for activity in activities_of(breach)
            if activity.responsibility.role is Role.PROCESSOR
            for controller in activity.responsibility.controllers
        )
    )


def named_controllers(breach: Breach) -> tuple[str, ...]:
    """Everybody who answers for some of the data concerned and has a name; « chaque collectivité » has none."""
    return tuple(
        dict.fromkeys(
            controller.name
            for activity in activities_of(breach)
            for controller in activity.responsibility.controllers
            if not controller.each
        )
    )


def standing_of(breach: Breach) -> BreachStanding:
    """Where one breach stands."""
    return BreachStanding(breach, tuple(breach.notices.all()))


def standings(breaches: QuerySet[Breach]) -> list[BreachStanding]:
    """Where each of ``breaches`` stands, the open ones first; two queries."""
    found = [standing_of(breach) for breach in breaches.prefetch_related("notices")]
    return sorted(found, key=lambda each: each.breach.closed_at is not None)
