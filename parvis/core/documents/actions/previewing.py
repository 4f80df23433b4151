"""Show a file in a page: opening it is a line of the journal, which lets its pages be drawn for some hours."""

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner

from parvis.core.documents.actions.keeping import CATEGORY, NotServedError
from parvis.core.documents.models import Document
from parvis.core.documents.queries.contents import content_of, may_be_served
from parvis.core.documents.queries.previews import may_be_shown
from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.rendering import Page, Reason, UnreadableError, outline, picture

AT_ONCE: Final = 10
LASTS: Final = 6 * 3600
OPENED: Final = "opened"


@dataclass(frozen=True)
class Preview:
    """Some pages of a file that ``by`` opened; ``ticket`` says so when they are drawn."""

    count: int
    pages: tuple[Page, ...]
    ticket: str


def preview(*, by: Actor, document: Document, first: int = 1) -> Preview:
    """The pages of a file from ``first``, for ``by``, journaled; whether they may is the caller's policy.

    Raise ``NotServedError`` unless it was found clean, ``UnreadableError`` when nothing of it can be shown.
    """
    content = _clean(document)
    record(
        by=by,
        verb="documents.preview",
        categories=[CATEGORY],
        organisation=document.organisation,
        object_key=document.subject_key,
    )
    found = outline(content, document.media_type, first=first, most=AT_ONCE)
    return Preview(found.count, found.pages, _signer(by, document).sign(OPENED))


def drawn_page(*, by: Actor, document: Document, number: int, ticket: str) -> bytes:
    """One page as a JPEG; refused to whoever did not open the file within the last hours."""
    try:
        _signer(by, document).unsign(ticket, max_age=LASTS)
    except BadSignature as refused:
        raise PermissionDenied from refused
    return picture(_clean(document), document.media_type, number)


def _clean(document: Document) -> bytes:
    if not may_be_served(document):
        raise NotServedError
    if not may_be_shown(document):
        raise UnreadableError(Reason.BROKEN)
    return b"".join(content_of(document))


def _signer(by: Actor, document: Document) -> TimestampSigner:
    return TimestampSigner(salt=f"documents.preview:{document.pk}:{by.key}")
