"""How often one place, or one mailbox, did the same within the hour; known by a keyed hash that lasts no longer."""

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from psycopg import sql

from parvis.kernel import clock

HOUR: Final = timedelta(hours=1)
HOST_BITS: Final = 64
# One statement: two processes that count at the same moment count two, and the hour runs from the first of them. The
# cache of Django, whose table this is, would read and then write, and have the count last five minutes.
_COUNT: Final = """
    INSERT INTO {table} AS counter (cache_key, value, expires) VALUES (%(key)s, '1', %(until)s)
    ON CONFLICT (cache_key) DO UPDATE SET
        value = CASE WHEN counter.expires <= %(now)s THEN '1' ELSE (counter.value::integer + 1)::text END,
        expires = CASE WHEN counter.expires <= %(now)s THEN %(until)s ELSE counter.expires END
    RETURNING value::integer
"""
_LOOK: Final = "SELECT value::integer FROM {table} WHERE cache_key = %(key)s AND expires > %(now)s"


def counted(what: str) -> int:
    """Count ``what``, and tell how many times it was done within an hour that began with the first of them."""
    return _asked(_COUNT, what)


def already(what: str) -> int:
    """How many times ``what`` was done within the hour, without counting once more."""
    return _asked(_LOOK, what)


def from_here(request: HttpRequest, what: str) -> str:
    """``what``, done from the place where this request comes from."""
    return f"{what} {place_of(get_adapter(request).get_client_ip(request))}"


def place_of(address: str) -> str:
    """What one household has: an IPv4 address, or the 64 first bits of an IPv6 one, whose rest it chooses at will."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> HOST_BITS << HOST_BITS))


def to_mailbox(address: str, what: str) -> str:
    """``what``, sent to this mailbox: nobody fills the mailbox of somebody else."""
    return f"{what} {address.lower()}"


def _asked(statement: str, what: str) -> int:
    now = clock.now()
    table = sql.Identifier(str(settings.CACHES["default"]["LOCATION"]))
    given: dict[str, str | datetime] = {"key": _key(what), "now": now, "until": now + HOUR}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(table=table), given)
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _key(what: str) -> str:
    return f"limits.{salted_hmac('parvis.limits', what).hexdigest()}"
