"""Who may sign for whom: the officer of the organisation that answers for a controller, and administrators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.core.organisations.enums import Role
from parvis.core.privacy.models import RightsDesk
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import Activity


@dataclass(frozen=True)
class Bound:
    """Whom a signature binds: a controller of the register, and the organisation that answers for it here, if any."""

    controller: str
    organisation: int | None


def answering() -> dict[str, int]:
    """Which organisation answers for which controller, as far as whoever asks may know."""
    return dict(RightsDesk.objects.values_list("controller", "organisation_id"))


def bound_by(actor: Actor, activities: Iterable[Activity], desks: Mapping[str, int]) -> Bound | None:
    """Whom ``actor`` binds by signing about ``activities``; ``None`` when nobody.

    « Chaque collectivité » is many bodies: the officer of one binds none of the others, so administrators sign.
    """
    names = dict.fromkeys(
        controller.name
        for activity in activities
        for controller in activity.responsibility.controllers
        if not controller.each
    )
    if actor.kind is ActorKind.SYSTEM or actor.platform_administrator:
        name = next(iter(names), "")
        return Bound(name, desks.get(name))
    held = {organisation for organisation, role in actor.roles if role == Role.DPO}
    return next((Bound(name, desks[name]) for name in names if desks.get(name) in held), None)
