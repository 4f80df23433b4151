"""Keyed digests: a value recognised when it comes again, and that nobody finds in a copy of the database."""

import hmac
from functools import lru_cache
from hashlib import sha256

from parvis.kernel.masters import masters


def digests_of(value: str, purpose: str) -> list[str]:
    """Keyed digests, under the present master key then under the former ones.

    Nobody finds the value again, and two purposes do not meet.
    """
    return [hmac.new(_derived(master, purpose), value.encode(), sha256).hexdigest() for master in masters()]


def digest_of(value: str, purpose: str) -> str:
    """The digest under the present key: the one that is kept and sent."""
    return digests_of(value, purpose)[0]


@lru_cache(maxsize=32)
def _derived(master: str, purpose: str) -> bytes:
    return hmac.new(master.encode(), f"parvis {purpose}".encode(), sha256).digest()
