"""Error reports for who handles them."""

from django.db.models import Count, QuerySet

from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import ReportState
from parvis.products.data_inclusion.models import ErrorReport


def reports(actor: Actor, state: str) -> QuerySet[ErrorReport]:
    """Those in one state, the newest first, with their source and who handled them."""
    return (
        ErrorReport.objects.visible_to(actor)
        .filter(state=state)
        .select_related("handled_by", "source")
        .order_by("-sent_at", "pk")
    )


def counts(actor: Actor) -> dict[str, int]:
    """How many there are in each state."""
    told = ErrorReport.objects.visible_to(actor).order_by().values_list("state").annotate(count=Count("pk"))
    return {state.value: 0 for state in ReportState} | dict(told)
