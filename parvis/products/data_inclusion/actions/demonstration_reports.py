"""Errors that visitors of the demonstration have seen, for its administrators to handle."""

from typing import Final

from parvis.kernel.actor import VISITOR
from parvis.products.data_inclusion.actions.reporting import report_error
from parvis.products.data_inclusion.enums import Wrong
from parvis.products.data_inclusion.models import ErrorReport, Service
from parvis.products.data_inclusion.queries.demonstration import SLUG

SEEN: Final = (
    (Wrong.HOURS, "Le mercredi, c’est fermé depuis la rentrée.", "helene.vasseur@exemple.example"),
    (Wrong.CLOSED, "", ""),
    (Wrong.ADDRESS, "L’entrée est derrière, dans la cour de la médiathèque.", ""),
)


def report_some() -> None:
    """Report what is in ``SEEN``, unless somebody has reported something already."""
    if ErrorReport.objects.exists():
        return
    services = Service.objects.filter(source_id=SLUG, removed_at=None).order_by("id")[: len(SEEN)]
    for (wrong, text, email), about in zip(SEEN, services, strict=False):
        report_error(by=VISITOR, about=about, wrong=wrong, text=text, email=email)
