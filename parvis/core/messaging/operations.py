"""Files leave with a mail once found clean."""

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.core.messaging.actions.corresponding import DOCUMENTS
from parvis.kernel.declarations.notifications import (
    Enclosed,
    Enclosing,
    NeverLeavesError,
    NotReadyError,
    enclosings,
)
from parvis.kernel.scope import current_actor


def enclose(identifier: str) -> Enclosed:
    """A document, as it leaves: one that waits for the antivirus makes the mail wait."""
    document = Document.objects.filter(pk=identifier, destroyed_on=None).first()
    if document is None or document.scan == Scan.INFECTED:
        raise NeverLeavesError
    try:
        content = b"".join(open_document(by=current_actor(), document=document))
    except NotServedError as waiting:
        raise NotReadyError from waiting
    return Enclosed(document.name, document.media_type, content)


enclosings.register(Enclosing(DOCUMENTS, enclose))
