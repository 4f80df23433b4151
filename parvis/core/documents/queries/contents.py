"""The content of a document, opened piece by piece."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from parvis.core.documents.enums import Scan
from parvis.core.documents.models import Document
from parvis.kernel.masters import open_key
from parvis.kernel.sealing import unseal


def may_be_served(document: Document) -> bool:
    """Whether the antivirus, or the demonstration, lets this file out."""
    if document.destroyed_on is not None:
        return False
    return document.scan == Scan.CLEAN or (document.scan == Scan.UNSCANNED and settings.PARVIS_MODE == "demo")


def content_of(document: Document) -> Iterator[bytes]:
    """The content, in clear; raise ``BrokenSealError`` if it was changed. Who may read is the caller's affair."""
    key = open_key(bytes(document.key.sealed), document.context)
    with default_storage.open(document.place) as sealed:
        yield from unseal(cast(BinaryIO, sealed), key, document.context)
