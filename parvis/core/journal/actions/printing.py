"""What was read to draw a page leaves the screen when the page is printed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from parvis.core.journal.actions.record import COLUMNS
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.scope import Reach, current_scope, within

OPEN_AT_MOST = timedelta(days=1)
"""A page is printed by the session that drew it, and no session lasts a day."""

# The same people, as the same pseudonyms: what the page read, line for line, under another verb.
COPY = f"""
INSERT INTO journal_entry ({COLUMNS})
SELECT gen_random_uuid(), %(now)s, actor_key, actor_role, organisation, 'print', subjects, categories, activity,
       object_key, channel, %(request)s, count
FROM journal_entry
WHERE actor_key = %(actor)s AND recorded_at >= %(since)s AND request_id = %(page)s AND verb = 'read'
"""


def note_print(*, by: Actor, page: UUID) -> int:
    """``by`` prints the page that the request ``page`` drew for them; return how many lines say so."""
    scope = current_scope()
    asked: dict[str, str | datetime | UUID] = {
        "now": clock.now(),
        "since": clock.now() - OPEN_AT_MOST,
        "actor": by.key,
        "page": page,
        "request": scope.request_id if scope else uuid4(),
    }
    # Who prints may not read the journal: the copy is made by the platform, in their name.
    task = within(system("journal.print"), reach=Reach.EVERYTHING)
    with task, connection.cursor() as cursor:
        cursor.execute(COPY, asked)
        return cursor.rowcount
