"""Change the master key: the files stay as they are, their keys are sealed anew."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from parvis.core.documents.models import DataKey, Upload
from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.masters import open_key, present_fingerprint
from parvis.kernel.sealing import wrap_key


@transaction.atomic
def rotate_master_key(*, by: Actor) -> int:
    """Seal with the present master key every key sealed by a former one; all of them or none."""
    keys = DataKey.objects.select_for_update(of=("self",)).select_related("document")
    count = sum(_sealed_anew(key, key.document.context) for key in _former(keys))
    count += sum(_sealed_anew(upload, upload.context) for upload in _former(Upload.objects.select_for_update()))
    record(by=by, verb="documents.rotate", object_key="master-key", count=count)
    return count


def _former(held: QuerySet[Any]) -> Iterator[Any]:
    return held.exclude(master=present_fingerprint()).iterator()


def _sealed_anew(held: DataKey | Upload, context: bytes) -> int:
    clear = open_key(bytes(held.sealed), context)
    held.sealed, held.master = wrap_key(clear, settings.PARVIS_MASTER_KEY, context), present_fingerprint()
    held.save(update_fields=["sealed", "master"])
    return 1
