"""Error reports: sent by anybody, handled by the administrators of the platform, corrected by the source."""

from typing import Final
from uuid import UUID

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.core.notifications.actions.sending import notify
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.http.addresses import address_of_page
from parvis.products.data_inclusion.enums import Kind, ReportState
from parvis.products.data_inclusion.models import ErrorReport, Service, Structure

CATEGORIES = ("plateforme.messages.envois",)
CORRECTION: Final = messages.register(
    Message(
        "data_inclusion.correction",
        "Demander à une source de corriger une fiche",
        "Une correction est demandée sur votre fiche : {{ name }}",
        action="Voir la fiche telle qu’elle est publiée",
        template="data_inclusion/mails/correction.txt",
    )
)


def report_error(*, by: Actor, about: Structure | Service, wrong: str, text: str = "", email: str = "") -> ErrorReport:
    """Keep what somebody says is wrong in ``about``."""
    kind = Kind.STRUCTURE if isinstance(about, Structure) else Kind.SERVICE
    report = ErrorReport(
        kind=kind, record=about.pk, name=about.nom, source_id=about.source_id, wrong=wrong, text=text, email=email
    )
    with transaction.atomic():
        report.save(force_insert=True)
        _trace(by, "data_inclusion.report", report)
    return report


def handle_report(*, by: Actor, pk: UUID, note: str, forward: bool = False) -> ErrorReport | None:
    """Say what was done of a report, or ``forward`` these words to the source; ``None`` when it waits no more.

    The source reads what the administrator wrote, never the words nor the address of who reported.
    """
    with transaction.atomic():
        waiting = ErrorReport.objects.visible_to(by).filter(pk=pk, state=ReportState.NEW)
        report = waiting.select_for_update(of=("self",)).select_related("source").first()
        if report is None:
            return None
        report.state, report.handled_at, report.note = ReportState.HANDLED, clock.now(), note
        report.handled_by_id = int(by.identifier)
        if forward and report.source and report.source.contact:
            report.forwarded_at = report.handled_at
            _ask_for_correction(by, report, report.source.contact)
        report.save(update_fields=["state", "handled_at", "handled_by", "note", "forwarded_at"])
        _trace(by, "data_inclusion.handle-report", report)
    return report


def _ask_for_correction(by: Actor, report: ErrorReport, contact: str) -> None:
    page = "structure" if report.kind == Kind.STRUCTURE else "service"
    context = {
        "name": report.name,
        "record": report.record,
        "wrong": report.get_wrong_display(),
        "note": report.note,
        "url": address_of_page(f"data_inclusion:{page}", report.record),
    }
    notify(CORRECTION.key, to=contact, context=context, by=by)


def _trace(by: Actor, verb: str, report: ErrorReport) -> None:
    record(
        by=by,
        verb=verb,
        categories=CATEGORIES if report.email or report.text else (),
        object_key=f"data_inclusion.ErrorReport:{report.pk}",
        count=1,
    )
