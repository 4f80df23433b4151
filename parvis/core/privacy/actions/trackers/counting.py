"""One more page of a kind, today: all that is kept of a visit."""

from django.db import connection

from parvis.core.privacy.models import AudienceCount
from parvis.kernel import clock
from parvis.kernel.actor import Actor

ADD = f"""
INSERT INTO {AudienceCount._meta.db_table} AS held (day, service, kind, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, service, kind) DO UPDATE SET count = held.count + 1
"""


def count_page(*, by: Actor, service: str, kind: str) -> None:
    """Add one to today's count; no line of the journal, which would tell who came."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [clock.today(), service, kind])
