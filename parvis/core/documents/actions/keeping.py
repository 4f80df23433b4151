"""Take a file in, serve it, destroy it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from parvis.core.documents.actions.receiving import end_upload
from parvis.core.documents.models import DataKey, Document
from parvis.core.documents.queries.contents import content_of, may_be_served
from parvis.core.documents.queries.media import media_type_of
from parvis.core.documents.queries.received import ReceivedFile
from parvis.core.jobs.actions.deferring import defer
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.sealing import fingerprint, new_key, seal, wrap_key

SCAN = "documents.scan"
CATEGORY = "plateforme.documents.fichiers"
BEGINNING, END = 256 * 1024, 64 * 1024


class NotServedError(Exception):
    """The file is in quarantine, infected or destroyed."""


@dataclass
class _Passing:
    """What is learned of a file while it passes, without keeping it."""

    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    beginning: bytes = b""
    end: bytes = b""

    @property
    def sample(self) -> bytes:
        """The two ends of the file, by which its type is known."""
        return self.beginning + self.end[max(0, len(self.end) - (self.size - len(self.beginning))) :]

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield ``pieces``; refuse the file as soon as it is too large."""
        for piece in pieces:
            self.size += len(piece)
            if self.size > settings.PARVIS_DOCUMENT_MAXIMUM:
                limit = settings.PARVIS_DOCUMENT_MAXIMUM // 1_000_000
                raise ValidationError(f"Ce fichier dépasse {limit} Mo. Réduisez-le ou découpez-le.", code="too_large")
            self.digest.update(piece)
            self.beginning += piece[: BEGINNING - len(self.beginning)]
            self.end = (self.end + piece)[-END:]
            yield piece


def store(
    *, by: Actor, file: File, name: str | None = None, organisation: int | None = None, door: str = ""
) -> Document:
    """Seal ``file`` and keep it for ``organisation``, or for ``by`` alone; ``door`` serves it once found clean.

    A :class:`ReceivedFile` was sealed piece by piece as it came: its upload ends here.
    """
    document = Document(
        organisation=organisation,
        door=door,
        created_by_id=int(by.identifier) if by.signed_in else None,
        name=PurePath((name or file.name or "fichier").replace("\\", "/")).name[-255:] or "fichier",
    )
    key, passing = new_key(), _Passing()
    with TemporaryFile() as sealed:
        sealed.writelines(seal(passing.through(file.chunks()), key, document.context))
        document.size, document.sha256 = passing.size, passing.digest.hexdigest()
        document.media_type = media_type_of(passing.sample, document.name)
        sealed.seek(0)
        document.place = f"documents/{document.pk.hex[:2]}/{document.pk.hex}"
        try:
            default_storage.save(document.place, File(sealed))
        except OSError:
            # What a full disk left of it would keep it full.
            default_storage.delete(document.place)
            raise
    try:
        with transaction.atomic():
            document.save(force_insert=True)
            DataKey.objects.create(
                document=document,
                sealed=wrap_key(key, settings.PARVIS_MASTER_KEY, document.context),
                master=fingerprint(settings.PARVIS_MASTER_KEY),
            )
            defer(SCAN, document=str(document.pk), queueing_lock=f"{SCAN}:{document.pk}")
            _record(by, "documents.store", document)
            if isinstance(file, ReceivedFile):
                end_upload(file=file)
    except BaseException:
        default_storage.delete(document.place)
        raise
    return document


def open_document(*, by: Actor, document: Document) -> Iterator[bytes]:
    """The content for ``by``, journaled before the first piece; whether they may is the caller's policy."""
    if not may_be_served(document):
        raise NotServedError
    _record(by, "documents.read", document)
    return content_of(document)


@transaction.atomic
def destroy(*, by: Actor, document: Document) -> None:
    """Destroy the key, then the file: from then on no copy of it, wherever it is, can be opened."""
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.destroyed_on is not None:
        return
    DataKey.objects.filter(document=held).delete()
    place = held.place
    held.destroyed_on, held.name, held.sha256, held.created_by = clock.now(), "", "", None
    held.save(update_fields=["destroyed_on", "name", "sha256", "created_by"])
    _record(by, "documents.destroy", held)
    transaction.on_commit(lambda: default_storage.delete(place))


def _record(by: Actor, verb: str, document: Document) -> None:
    record(by=by, verb=verb, categories=[CATEGORY], organisation=document.organisation, object_key=document.subject_key)
