"""Which rights a person may exercise, and who must answer for each: by the register alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parvis.core.privacy.queries.drawing import ordered_services
from parvis.kernel.declarations.privacy import (
    FLOOR,
    Activity,
    Article,
    Right,
    Role,
    Service,
    category_named,
    grounds,
    services,
)


@dataclass(frozen=True)
class Answerer:
    """A controller that must answer for some processings of a service."""

    service: Service
    controller: str
    activities: tuple[str, ...]
    processor: bool
    each: bool


def printed(service: Service) -> list[Right]:
    """What the policy of ``service`` prints: promised, then given by the law."""
    told = [promise.right for promise in (*service.promised, *service.statutory)]
    return list(dict.fromkeys(told))


def accepted(service: Service) -> frozenset[Right]:
    """What is accepted: everything printed, and everything that the law gives for any ground of the service."""
    by_law = {right for activity in service.activities for right in _given(activity)}
    return frozenset(printed(service)) | by_law


def acceptable(keys: Iterable[str]) -> list[Right]:
    """The rights that at least one of these services accepts, in the order of the law."""
    found = {right for key in keys for right in accepted(services.get(key))}
    return [right for right in Right if right in found]


def answerers(service: Service) -> list[Answerer]:
    """Who must answer for ``service``: each controller, for its own processings and no other."""
    found: dict[tuple[str, bool], list[Activity]] = {}
    each: dict[str, bool] = {}
    for activity in service.activities:
        processor = activity.responsibility.role is Role.PROCESSOR
        for controller in activity.responsibility.controllers:
            found.setdefault((controller.name, processor), []).append(activity)
            each[controller.name] = controller.each
    return [
        Answerer(service, name, tuple(activity.key for activity in activities), processor, each[name])
        for (name, processor), activities in found.items()
    ]


def fan_out(keys: Iterable[str], rights: Iterable[Right]) -> Iterator[tuple[Right, Answerer]]:
    """Each right, asked of each controller that must answer for it."""
    wanted = list(rights)
    for service in ordered_services():
        if service.key in set(keys):
            for right in wanted:
                if right in accepted(service):
                    for answerer in answerers(service):
                        yield right, answerer


def needs_addressee(keys: Iterable[str]) -> bool:
    """Whether one of these services has many controllers, of whom the person must name theirs."""
    return any(answerer.each for key in keys for answerer in answerers(services.get(key)))


def categories_of(service: str, activities: Iterable[str]) -> frozenset[str]:
    """The keys of the categories of these processings."""
    wanted = set(activities)
    return frozenset(key for key, activity, _ in services.get(service).categories() if activity.key in wanted)


def erasable(service: str, activities: Iterable[str]) -> frozenset[str]:
    """Those of these categories that a person may have erased: not what the law obliges to keep (article 17-3 b)."""
    return frozenset(
        key
        for key, activity, _ in services.get(service).categories()
        if key in categories_of(service, activities)
        and not all(
            ground.article is Article.LEGAL_OBLIGATION
            for purpose in activity.purposes
            for ground in grounds(purpose.basis)
        )
    )


def kept_by_law(service: str, activities: Iterable[str]) -> list[str]:
    """The labels of what these processings hold and that nobody may have erased."""
    wanted = list(activities)
    kept = categories_of(service, wanted) - erasable(service, wanted)
    return sorted({category_named(key)[2].label.lower() for key in kept})


def _given(activity: Activity) -> Iterator[Right]:
    for purpose in activity.purposes:
        for ground in grounds(purpose.basis):
            yield from FLOOR[ground.article]
