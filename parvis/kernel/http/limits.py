"""How often one place, or one mailbox, did the same within the hour; known by a keyed hash that lasts no longer."""

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR: Final = 3600


def counted(what: str) -> int:
    """Count ``what``, and tell how many times it was done within the hour."""
    key = _key(what)
    cache.add(key, 0, HOUR)
    return int(cache.incr(key))


def already(what: str) -> int:
    """How many times ``what`` was done within the hour, without counting once more."""
    return int(cache.get(_key(what), 0))


def from_here(request: HttpRequest, what: str) -> str:
    """``what``, done from the place where this request comes from."""
    return f"{what} {get_adapter(request).get_client_ip(request)}"


def to_mailbox(address: str, what: str) -> str:
    """``what``, sent to this mailbox: nobody fills the mailbox of somebody else."""
    return f"{what} {address.lower()}"


def _key(what: str) -> str:
    return f"limits.{salted_hmac('parvis.limits', what).hexdigest()}"
