"""Error reports: sent by anybody, handled by the administrators of the platform."""

from uuid import UUID

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.enums import Kind, ReportState
from parvis.products.data_inclusion.models import ErrorReport, Service, Structure

CATEGORIES = ("plateforme.messages.envois",)


def report_error(*, by: Actor, about: Structure | Service, wrong: str, text: str = "", email: str = "") -> ErrorReport:
    """Keep what somebody says is wrong in ``about``."""
    kind = Kind.STRUCTURE if isinstance(about, Structure) else Kind.SERVICE
    report = ErrorReport(kind=kind, record=about.pk, name=about.nom, wrong=wrong, text=text, email=email)
    with transaction.atomic():
        report.save(force_insert=True)
        _trace(by, "data_inclusion.report", report)
    return report


def handle_report(*, by: Actor, pk: UUID, note: str) -> bool:
    """Say what was done of a report; whether it still waited."""
    with transaction.atomic():
        report = ErrorReport.objects.visible_to(by).select_for_update().filter(pk=pk, state=ReportState.NEW).first()
        if report is None:
            return False
        report.state, report.handled_at, report.note = ReportState.HANDLED, clock.now(), note
        report.handled_by_id = int(by.identifier)
        report.save(update_fields=["state", "handled_at", "handled_by", "note"])
        _trace(by, "data_inclusion.handle-report", report)
    return True


def _trace(by: Actor, verb: str, report: ErrorReport) -> None:
    record(
        by=by,
        verb=verb,
        categories=CATEGORIES if report.email or report.text else (),
        object_key=f"data_inclusion.ErrorReport:{report.pk}",
        count=1,
    )
