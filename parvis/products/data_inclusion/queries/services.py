"""Services for programs: filtered, in the order of their identifiers, as prepared answers."""

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.models import Service, ServiceEntry, Structure
from parvis.products.data_inclusion.queries.answers import ANSWER, Answers, closed, page_from
from parvis.products.data_inclusion.queries.duplicates import best_of_each
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters


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
    name = "services" if filters.empty and not after else None
    wanted = page_from(entries, first, size, current=current, name=name)
    rows = list(
        Service.objects.visible_to(actor).filter(pk__in=wanted.values("pk")).order_by("pk").values_list("pk", *ANSWER)
    )
    return Answers(closed(row[1:] for row in rows), total, page, size, last=rows[-1][0] if rows else "")


def service_answer(actor: Actor, identifier: str) -> bytes | None:
    """The answer for one service, with its structure."""
    if "\x00" in identifier:
        return None
    services = Service.objects.visible_to(actor).filter(pk=identifier)
    found = services.values_list("structure_id", *ANSWER).first()
    if found is None:
        return None
    structure, document, tail = found
    of = Structure.objects.visible_to(actor).filter(pk=structure).values_list(*ANSWER)
    return f'{document}{tail},"structure":{closed(of)[0]}}}'.encode()
