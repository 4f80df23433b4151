"""Services for programs: filtered, in the order of their identifiers, as prepared answers."""

from typing import Final

from django.db.models import QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Prepared
from parvis.products.data_inclusion.models import Service, ServiceEntry, Structure
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers, Shown, mark_before, shown_once
from parvis.products.data_inclusion.queries.duplicates import best_of_each
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters

_BY_ID: Final = Prepared(
    lambda actor, identifier: (
        Service.objects.visible_to(actor)
        .filter(pk=identifier, structure__in=Structure.objects.visible_to(actor))
        .values_list(*ANSWER, "structure__document", "structure__tail")
    ),
    slots=1,
    raw=True,
)
SERVICES: Final = Shown(Service.objects.visible_to)


def list_services(actor: Actor, filters: ServiceFilters, *, page: int, size: int, after: str = "") -> Answers:
    """A page of services by identifier: the ``page``-th, or what follows the identifier ``after``."""
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    if filters.exclure_doublons:
        entries = best_of_each(entries, entries, owner="structure_id", key=filters, current=current)
    total = shelf.get(("services", filters), current, entries.count)
    first = (page - 1) * size
    if not after and first >= total:
        return Answers([], total, page, size)
    if not filters.empty:
        found = _passing(actor, entries, first, size, after)
    elif after:
        found = SERVICES.after(actor, after, size)
    else:
        start, first = mark_before(Service.objects.visible_to(actor), first, current=current, name="services")
        found = SERVICES.page(actor, start, first, size)
    return Answers(list(found.values()), total, page, size, last=next(reversed(found), ""))


def _passing(actor: Actor, entries: QuerySet[ServiceEntry], first: int, size: int, after: str) -> dict[str, bytes]:
    entries = entries.order_by("pk")
    page = entries.filter(pk__gt=after)[:size] if after else entries[first : first + size]
    return shown_once(Service.objects.visible_to(actor).filter(pk__in=page.values("pk")).order_by("pk"))


def service_answer(actor: Actor, identifier: str) -> bytes | None:
    """The answer for one service, with its structure."""
    if "\x00" in identifier:
        return None
    found = _BY_ID.rows(identifier, actor=actor)
    return b'%b%b,"structure":%b%b}}' % found[0] if found else None
