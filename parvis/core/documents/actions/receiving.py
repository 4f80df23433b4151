"""Take in a file piece by piece: what has arrived is kept, sealed, whatever happens to the connection or to us."""

import logging
from pathlib import PurePath
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from parvis.core.documents.models import Upload
from parvis.core.documents.queries.grants import Grant
from parvis.core.documents.queries.received import ReceivedFile, uploads_at
from parvis.core.documents.queries.refusals import refuse_size
from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.masters import open_key
from parvis.kernel.scope import unnoted, within
from parvis.kernel.sealing import fingerprint, new_key, seal, wrap_key

FOLDER: Final = "uploads"
CATEGORY: Final = "plateforme.documents.envois"
# What a cut loses at most.
PIECE: Final = 256 * 1024

logger = logging.getLogger(__name__)


class ElsewhereError(Exception):
    """The piece does not begin where the upload stands: ``received`` tells where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class NotKeptError(Exception):
    """The storage is full or down: what had arrived stays, and the piece may be sent again."""


@transaction.atomic
def begin_upload(*, by: Actor, grant: Grant, name: str, length: int, mark: str = "") -> Upload:
    """Make room for a file of ``length`` bytes; ``ValidationError`` says why it is not taken."""
    own = PurePath(name.replace("\\", "/")).name[-255:] or "fichier"
    refuse_size(own, length, grant.largest)
    if len(uploads_at(by, grant.place)) >= grant.most:
        raise ValidationError("Vous avez déjà le plus grand nombre de fichiers possible : retirez-en un.")
    upload = Upload(
        pk=uuid4(),
        holder=by.key,
        created_by_id=int(by.identifier) if by.signed_in else None,
        place=grant.place,
        name=own,
        mark=mark[:64],
        length=length,
        master=fingerprint(settings.PARVIS_MASTER_KEY),
    )
    upload.folder = f"{FOLDER}/{upload.pk.hex[:2]}/{upload.pk.hex}"
    upload.sealed = wrap_key(new_key(), settings.PARVIS_MASTER_KEY, upload.context)
    upload.save(force_insert=True)
    _record(by, "documents.upload", upload)
    return upload


@transaction.atomic
def take_in(*, by: Actor, pk: UUID, start: int, piece: bytes) -> Upload:
    """Keep one piece. The journal has a line for the file, not for each of its pieces.

    Raise ``Upload.DoesNotExist``, :class:`ElsewhereError`, or :class:`NotKeptError`.
    """
    with unnoted():
        upload: Upload = Upload.objects.visible_to(by).select_for_update().get(pk=pk)
    if start != upload.received or start + len(piece) > upload.length:
        raise ElsewhereError(upload.received)
    key = open_key(bytes(upload.sealed), upload.context)
    sealed = b"".join(seal([piece], key, upload.context_at(start)))
    try:
        # A piece whose row was not committed may be there: this one takes its place.
        default_storage.delete(upload.place_at(start))
        default_storage.save(upload.place_at(start), ContentFile(sealed))
    except Exception as error:
        # Each storage fails in its own way, and none of them may lose what had arrived.
        logger.exception("A piece of an upload could not be kept")
        raise NotKeptError from error
    upload.pieces = [*upload.pieces, len(piece)]
    upload.touched_at = clock.now()
    upload.save(update_fields=["pieces", "touched_at"])
    return upload


@transaction.atomic
def drop_upload(*, by: Actor, upload: Upload) -> None:
    """Destroy what has arrived: whoever sends it gives it up, or it is refused."""
    if _deleted(upload):
        _record(by, "documents.upload-drop", upload)


def drop_refused(*, file: File) -> None:
    """Destroy what was sent, once what it holds was refused: no form would ever take it. Of another file, nothing."""
    if isinstance(file, ReceivedFile):
        drop_upload(by=file.by, upload=file.upload)


@transaction.atomic
def end_upload(*, file: ReceivedFile) -> None:
    """The file is kept as a document: end the upload, in the same transaction; twice is refused."""
    with within(file.by):
        ended = _deleted(file.upload)
    if not ended:
        raise file.gone()


def remove_folder(folder: str) -> None:
    """Delete the pieces of an upload; nothing where there are none."""
    for name in pieces_in(folder):
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def pieces_in(folder: str) -> list[str]:
    """The names of the sealed pieces that this folder still has."""
    try:
        return sorted(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


def _deleted(upload: Upload) -> bool:
    with unnoted():
        count, _ = Upload.objects.filter(pk=upload.pk).delete()
    # What could not be removed now is swept by the night: its key is gone.
    transaction.on_commit(lambda: remove_folder(upload.folder), robust=True)
    return bool(count)


def _record(by: Actor, verb: str, upload: Upload) -> None:
    record(by=by, verb=verb, categories=[CATEGORY], object_key=upload.subject_key)
