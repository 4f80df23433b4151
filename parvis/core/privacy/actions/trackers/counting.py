"""One more page of a kind, today: all that is kept of a visit.

Counted in memory, written now and then by a thread of its own: a page that needs no database still needs none.
"""

import atexit
import logging
import threading
from collections import Counter
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection

from parvis.core.privacy.models import AudienceCount
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.scope import Reach, open_scope

ADD = f"""
INSERT INTO {AudienceCount._meta.db_table} AS held (day, service, kind, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (day, service, kind) DO UPDATE SET count = held.count + EXCLUDED.count
"""
TASK = "privacy.audience"
logger = logging.getLogger("parvis.privacy")

waiting: Counter[tuple[date, str, str]] = Counter()
"""Pages shown by this process and not written yet."""
_lock = threading.Lock()
_writer: list[threading.Thread] = []


def count_page(*, by: Actor, service: str, kind: str) -> None:
    """Add one to today's count; no line of the journal, which would tell who came."""
    with _lock:
        waiting[clock.today(), service, kind] += 1
        if settings.PARVIS_AUDIENCE_EVERY and not _writer:
            _writer.append(threading.Thread(target=_write_now_and_then, name="audience", daemon=True))
            _writer[0].start()
            atexit.register(_write_quietly)


def write_counts() -> int:
    """Write what waits, always in the same order so that two processes never wait for each other; return how many."""
    with _lock:
        taken = sorted(waiting.items())
        waiting.clear()
    try:
        with open_scope(system(TASK), reach=Reach.EVERYTHING, channel="job"), connection.cursor() as cursor:
            cursor.executemany(ADD, [(*what, number) for what, number in taken])
    except DatabaseError:
        with _lock:
            waiting.update(dict(taken))
        raise
    return sum(number for _, number in taken)


def _write_now_and_then() -> None:
    pause = threading.Event()
    while not pause.wait(settings.PARVIS_AUDIENCE_EVERY):
        _write_quietly()


def _write_quietly() -> None:
    try:
        if waiting:
            write_counts()
    except DatabaseError:
        logger.warning("The audience could not be written; it will be tried again")
    finally:
        connection.close()
