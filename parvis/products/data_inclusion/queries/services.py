"""Services for programs: filtered, in the order of their identifiers, as prepared answers."""

from typing import Final

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Prepared
from parvis.products.data_inclusion.models import Service, ServiceEntry, Structure
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers, closed, page_from
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
)


def list_services(actor: Actor, filters: ServiceFilters, *, page: int, size: int, after: str = "") -> Answers:
    """A page of services by identifier: the ``page``-th, or what follows the identifier ``after``."""
    current = edition()
    entries = filters.apply(ServiceEntry.objects.visible_to(actor))
    if filters.exclure_doublons:
        entries = best_of_each(entries, entries, owner="structure_id", key=filters, current=current)
    total = shelf.get(("services", filters), current, entries.count)
    first = (page - 1) * size
    if after:
        entries, first = entries.filter(pk__gt=after), 0
    elif first >= total:
        return Answers([], total, page, size)
    services = Service.objects.visible_to(actor)
    if filters.empty:
        services = services.filter(pk__gt=after) if after else services
        found = page_from(services, first, size, current=current, name=None if after else "services")
    else:
        wanted = page_from(entries, first, size, current=current)
        found = services.filter(pk__in=wanted.values("pk")).order_by("pk")
    rows = list(found.values_list("pk", *ANSWER))
    return Answers(closed(row[1:] for row in rows), total, page, size, last=rows[-1][0] if rows else "")


def service_answer(actor: Actor, identifier: str) -> bytes | None:
    """The answer for one service, with its structure."""
    if "\x00" in identifier:
        return None
    found = _BY_ID.rows(identifier, actor=actor)
    if not found:
        return None
    document, tail, *structure = found[0]
    return f'{document}{tail},"structure":{"".join(structure)}}}}}'.encode()
