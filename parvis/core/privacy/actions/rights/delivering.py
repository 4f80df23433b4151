"""Hand the copy over to the person, and write down that it was."""

from django.db import transaction

from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import content_of
from parvis.core.privacy.actions.rights.evidence import everywhere, note
from parvis.core.privacy.enums.rights import StepKind
from parvis.core.privacy.models import RightsLeg
from parvis.kernel.actor import Actor


class NoCopyError(Exception):
    """There is no copy, or it has been destroyed."""


def deliver(*, by: Actor, leg: RightsLeg) -> bytes:
    """The content of the copy, which this platform made: no antivirus has anything to say of it."""
    with everywhere(by), transaction.atomic():
        document = Document.objects.filter(pk=leg.bundle, destroyed_on=None).first() if leg.bundle else None
        if document is None:
            raise NoCopyError
        content = b"".join(content_of(document))
        note(by=by, request=leg.request, leg=leg, kind=StepKind.DOWNLOADED, digest=document.sha256)
    return content
