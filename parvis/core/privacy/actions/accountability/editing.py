"""Keep an edition of the register when a sheet has changed."""

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.core.privacy.models import RegisterEdition
from parvis.core.privacy.queries.accountability.article30 import digest_of, last_edition, processing_sheets
from parvis.kernel.actor import Actor

# Two set-ups at once would give one number twice: the second waits.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('privacy.edition'))"


@transaction.atomic
def keep_edition(*, by: Actor) -> RegisterEdition:
    """The edition that says what is declared now, made if the last one says something else."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    sheets, last = processing_sheets(), last_edition()
    digest = digest_of(sheets)
    if last is not None and last.digest == digest:
        return last
    made = RegisterEdition.objects.create(
        number=last.number + 1 if last else 1, content=[sheet.document for sheet in sheets], digest=digest
    )
    record(by=by, verb="privacy.register.edited", object_key=f"privacy.RegisterEdition:{made.pk}")
    return made
