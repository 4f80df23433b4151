"""Change the master key: the files stay as they are, their keys are sealed anew."""

from django.conf import settings
from django.db import transaction

from parvis.core.documents.models import DataKey
from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.sealing import fingerprint, unwrap_key, wrap_key


@transaction.atomic
def rotate_master_key(*, by: Actor, previous: str) -> int:
    """Seal with the present master key every key sealed by ``previous``; all of them or none."""
    present = settings.PARVIS_MASTER_KEY
    keys = DataKey.objects.select_for_update(of=("self",)).select_related("document")
    count = 0
    for key in keys.filter(master=fingerprint(previous)).iterator():
        clear = unwrap_key(bytes(key.sealed), previous, key.document.context)
        key.sealed, key.master = wrap_key(clear, present, key.document.context), fingerprint(present)
        key.save(update_fields=["sealed", "master"])
        count += 1
    record(by=by, verb="documents.rotate", object_key="master-key", count=count)
    return count
