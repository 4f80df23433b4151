"""Count the calls of a program, for all the processes of an installation together."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final

from django.db import connection

from parvis.kernel import clock
from parvis.kernel.actor import Actor

PERIOD: Final = timedelta(minutes=1)
# One statement on one row of a table that leaves no trace in the log of the database: no wait for the disk.
_COUNT: Final = """
    INSERT INTO accounts_apicalls AS calls (token_id, since, used) VALUES (%(token)s, %(now)s, 1)
    ON CONFLICT (token_id) DO UPDATE SET
        used = CASE WHEN calls.since <= %(over)s THEN 1 ELSE calls.used + 1 END,
        since = CASE WHEN calls.since <= %(over)s THEN %(now)s ELSE calls.since END
    RETURNING used, since
"""


@dataclass(frozen=True)
class Allowance:
    """What a program may still do: ``remaining`` calls of ``limit``, counted anew in ``reset`` seconds."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool


def count_call(*, by: Actor, limit: int) -> Allowance:
    """Count one more call by a program that may make ``limit`` of them in a period, which begins at its first call."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"token": int(by.identifier), "now": now, "over": now - PERIOD})
        used, since = cursor.fetchone()
    reset = max(1, ceil((since + PERIOD - now).total_seconds()))
    return Allowance(limit, max(0, limit - used), reset, exceeded=used > limit)
