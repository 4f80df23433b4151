"""Have the antivirus look at what came in."""

from django.conf import settings

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.documents.queries.antivirus import verdict
from parvis.core.documents.queries.contents import content_of
from parvis.core.jobs.actions.deferring import defer
from parvis.kernel import clock


def scan(document: str) -> None:
    """Ask the antivirus about one document; without any, it stays in quarantine, or is marked in the demonstration."""
    found = Document.objects.filter(pk=document, scan=Scan.WAITING, destroyed_on=None).first()
    if found is None:
        return
    if settings.PARVIS_CLAMD:
        state = Scan.CLEAN if verdict(settings.PARVIS_CLAMD, content_of(found)).clean else Scan.INFECTED
    elif settings.PARVIS_MODE == "demo":
        state = Scan.UNSCANNED
    else:
        return
    Document.objects.filter(pk=found.pk, scan=Scan.WAITING).update(scan=state, scanned_on=clock.now())


def scan_what_waits() -> None:
    """Queue again what still waits: the antivirus may have been down, or not yet installed."""
    if settings.PARVIS_CLAMD:
        for pk in Document.objects.filter(scan=Scan.WAITING, destroyed_on=None).values_list("pk", flat=True).iterator():
            defer("documents.scan", document=str(pk), queueing_lock=f"documents.scan:{pk}")
