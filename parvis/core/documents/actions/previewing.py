"""Show a file in a page: opening it is a line of the journal, which lets its pages be drawn for some hours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
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
LEFT: Final = 600
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
    with _patiently(document, f"from-{first}"):
        found = outline(content, document.media_type, first=first, most=AT_ONCE)
    return Preview(found.count, found.pages, _signer(by, document).sign(OPENED))


def drawn_page(*, by: Actor, document: Document, number: int, ticket: str) -> bytes:
    """One page as a JPEG; refused to whoever did not open the file within the last hours."""
    try:
        _signer(by, document).unsign(ticket, max_age=LASTS)
    except BadSignature as refused:
        raise PermissionDenied from refused
    content = _clean(document)
    with _patiently(document, f"page-{number}"):
        return picture(content, document.media_type, number)


def _clean(document: Document) -> bytes:
    if not may_be_served(document):
        raise NotServedError
    if not may_be_shown(document):
        raise UnreadableError(Reason.BROKEN)
    return b"".join(content_of(document))


@contextmanager
def _patiently(document: Document, part: str) -> Iterator[None]:
    """Leave for a while what took too long: whoever asks for it again and again holds nobody else up."""
    key = f"documents.heavy:{document.pk}:{part}"
    if cache.get(key):
        raise UnreadableError(Reason.HEAVY)
    try:
        yield
    except UnreadableError as refused:
        if refused.reason is Reason.HEAVY:
            cache.set(key, 1, LEFT)
        raise


def _signer(by: Actor, document: Document) -> TimestampSigner:
    return TimestampSigner(salt=f"documents.preview:{document.pk}:{by.key}")
