"""Who keeps which breaches: the officers of what was touched, and administrators for everything."""

from collections.abc import Iterable, Mapping

from parvis.core.organisations.enums import Role
from parvis.core.privacy.models import Breach
from parvis.core.privacy.queries.accountability.breaches import named_controllers
from parvis.core.privacy.queries.accountability.signatories import answering, bound_by
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.privacy import services


def organisations_of(breach: Breach, desks: Mapping[str, int]) -> list[int]:
    """The organisations that answer for some of the data concerned, among those that have a desk."""
    return sorted({desks[name] for name in named_controllers(breach) if name in desks})


def answered_categories(actor: Actor) -> frozenset[str] | None:
    """The data of the register that ``actor`` answers for; ``None`` for who answers for everything."""
    if actor.kind is ActorKind.SYSTEM or actor.platform_administrator:
        return None
    desks = answering()
    return frozenset(
        key
        for service in services
        for key, activity, _ in service.categories()
        if bound_by(actor, [activity], desks) is not None
    )


def services_of(categories: Iterable[str]) -> frozenset[str]:
    """The services that data of these categories belong to."""
    return frozenset(key.partition(".")[0] for key in categories)


def writes_breaches(actor: Actor) -> bool:
    """Whether there are data that ``actor`` answers for; who no longer does still reads what was written then."""
    mine = answered_categories(actor)
    return mine is None or bool(mine)


def keeps_alone(actor: Actor, breach: Breach) -> bool:
    """Whether no other organisation answers for data of this breach."""
    return answered_categories(actor) is None or offices(actor).issuperset(breach.organisations)


def offices(actor: Actor) -> frozenset[int]:
    """The organisations whose data protection officer ``actor`` is."""
    return frozenset(organisation for organisation, role in actor.roles if role == Role.DPO)
