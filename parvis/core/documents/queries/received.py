"""Files on their way, for whoever sends them; whole, they are read like any file of a form."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import BinaryIO, Final, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage

from parvis.core.documents.models import Upload
from parvis.kernel.actor import Actor
from parvis.kernel.masters import open_key
from parvis.kernel.scope import unnoted
from parvis.kernel.sealing import BrokenSealError, unseal

# As the register says it: counted from the last piece, ended by the night.
KEPT_DAYS: Final = 7


class ReceivedFile(File):
    """What ``by`` has sent whole, opened piece by piece; what keeps it ends the upload."""

    def __init__(self, by: Actor, upload: Upload) -> None:
        super().__init__(None, upload.name)
        self.by = by
        self.upload = upload
        self.size = upload.length

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The content, in clear; ``ValidationError`` when the storage has lost some of it."""
        key, start = open_key(bytes(self.upload.sealed), self.upload.context), 0
        for size in self.upload.pieces:
            try:
                with default_storage.open(self.upload.place_at(start)) as sealed:
                    yield from unseal(cast(BinaryIO, sealed), key, self.upload.context_at(start))
            except (OSError, BrokenSealError) as error:
                raise self.gone() from error
            start += size

    def gone(self) -> ValidationError:
        """What to tell whoever joins a file that waits no more: joined by a second press, given up, or lost."""
        return ValidationError(
            f"« {self.name} » n’est plus en attente : voyez la liste des documents, et envoyez-le de nouveau s’il y "
            "manque."
        )


def expires_at(upload: Upload) -> datetime:
    """When the night may end an upload that nobody finishes, or joins to anything."""
    at: datetime = upload.touched_at + timedelta(days=KEPT_DAYS)
    return at


def uploads_at(by: Actor, place: str) -> list[Upload]:
    """What ``by`` sends by this form, whole or not, the oldest first."""
    # What is read here is what the reader is giving: nobody consults anybody.
    with unnoted():
        return list(Upload.objects.visible_to(by).filter(place=place))


def upload_of(by: Actor, place: str, pk: UUID) -> Upload | None:
    """One of them."""
    with unnoted():
        found: Upload | None = Upload.objects.visible_to(by).filter(place=place, pk=pk).first()
    return found


def received(by: Actor, place: str) -> list[ReceivedFile]:
    """Those of them that are whole, as files, in the order in which they were sent."""
    return [ReceivedFile(by, each) for each in uploads_at(by, place) if each.whole]
