"""The master key of this installation, and those that it had before.

What was sealed or digested under a former key is still opened and recognised as long as that key is declared:
nothing has to be made anew the day that the key changes.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from parvis.kernel.sealing import BrokenSealError, fingerprint, unwrap_key


def masters() -> tuple[str, ...]:
    """The present master key, then the former ones."""
    return (settings.PARVIS_MASTER_KEY, *settings.PARVIS_FORMER_MASTER_KEYS)


def present_fingerprint() -> str:
    """Which master key is used today, without telling it."""
    return fingerprint(settings.PARVIS_MASTER_KEY)


def open_key(wrapped: bytes, context: bytes) -> bytes:
    """The key that was wrapped under the present master key or a former one; else :class:`BrokenSealError`."""
    for master in masters():
        try:
            return unwrap_key(wrapped, master, context)
        except BrokenSealError:
            continue
    raise BrokenSealError


def require_known(used: Iterable[str], what: str) -> None:
    """Raise ``ImproperlyConfigured`` when ``what`` was made under a master key that is declared no more."""
    if set(used) - {fingerprint(master) for master in masters()}:
        raise ImproperlyConfigured(
            f"PARVIS_MASTER_KEY n’est plus celle sous laquelle {what} : remettez-la, ou déclarez l’ancienne dans "
            "PARVIS_FORMER_MASTER_KEYS."
        )
