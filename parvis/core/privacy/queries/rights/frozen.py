"""What a limitation keeps as it is: stored, and put right by nobody until it is lifted (article 18-2)."""

from collections.abc import Iterable

from django.db.models import Q

from parvis.core.privacy.enums.rights import State
from parvis.core.privacy.models import Restriction, RightsLeg
from parvis.core.privacy.queries.declared import resolve
from parvis.core.privacy.queries.rights.held import Held, Row, rows_about
from parvis.core.privacy.queries.rights.people import Person
from parvis.kernel.declarations.privacy import Right, tables
from parvis.kernel.scope import sparing_restricted, unnoted


def frozen_among(found: Iterable[Held], person: Person) -> list[Row]:
    """Those of these rows that are only stored: hidden from whoever gives no reason to read them."""
    return [row for each in found for row in _hidden(each, person)]


def _hidden(each: Held, person: Person) -> list[Row]:
    rows = rows_about(resolve(tables.get(each.table)), person)
    if rows is None:
        return []
    with sparing_restricted(), unnoted():
        seen = set(rows.filter(pk__in=[row.pk for row in each.rows]).values_list("pk", flat=True))
    return [row for row in each.rows if row.pk not in seen]


def limitations(leg: RightsLeg, names: Iterable[str]) -> list[RightsLeg]:
    """The limitations in force of the person of ``leg``, or that froze one of the rows ``names`` (``app.Model:12``)."""
    asked = Restriction.objects.filter(person__in=list(names), lifted_on=None).values_list("reason", flat=True)
    prefix = f"{RightsLeg._meta.label}:"
    keys = [reason.removeprefix(prefix) for reason in asked if reason.startswith(prefix)]
    found = RightsLeg.objects.filter(Q(pk__in=keys) | Q(subject=leg.subject), right=Right.RESTRICT, lifted_at=None)
    return list(
        found.filter(state__in=(State.ANSWERED, State.PARTLY)).select_related("request").order_by("received_on", "id")
    )


def frozen_words(rows: Iterable[str], by: Iterable[RightsLeg]) -> str:
    """Which rows are frozen, and what whoever answers does about it."""
    numbers = sorted({each.request.number for each in by})
    which = f" (demande {', '.join(numbers)})" if numbers else ""
    named = f" Sont gelées : {' ; '.join(rows)}." if (rows := list(rows)) else ""
    return (
        f"Une limitation est en cours{which} : ce qu’elle gèle est conservé, et ne peut pas être rectifié.{named} "
        "Depuis la demande de limitation, annoncez d’abord sa fin à la personne, levez-la au jour dit, puis rectifiez "
        "ici. D’ici là, laissez cette demande ouverte, et prolongez son délai s’il le faut."
    )
