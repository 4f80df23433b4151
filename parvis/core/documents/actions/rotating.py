"""Change the master key: the files stay as they are, their keys are sealed anew."""

from itertools import chain

from django.conf import settings
from django.db import transaction

from parvis.core.documents.models import DataKey, Upload
from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.masters import open_key, present_fingerprint
from parvis.kernel.sealing import wrap_key


@transaction.atomic
def rotate_master_key(*, by: Actor) -> int:
    """Seal with the present master key every key sealed by a former one; all of them or none."""
    present = present_fingerprint()
    keys = DataKey.objects.select_for_update(of=("self",)).select_related("document").exclude(master=present)
    uploads = Upload.objects.select_for_update().exclude(master=present)
    count = 0
    # Under no name: refused, the cursors close before the transaction is undone.
    for held in chain[DataKey | Upload](keys.iterator(), uploads.iterator()):
        clear = open_key(bytes(held.sealed), held.context)
        held.sealed, held.master = wrap_key(clear, settings.PARVIS_MASTER_KEY, held.context), present
        held.save(update_fields=["sealed", "master"])
        count += 1
    record(by=by, verb="documents.rotate", object_key="master-key", count=count)
    return count
