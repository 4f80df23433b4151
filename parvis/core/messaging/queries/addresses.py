"""Addresses that nobody guesses: the secret of each is derived from the master key, and stored nowhere."""

import hmac
import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from parvis.kernel.digests import digests_of

LENGTH: Final = 16
RETURNED: Final = "retour"
_PURPOSE: Final = "messaging.address"
_LOCAL: Final = re.compile(r"([a-z]{1,20})-([a-z0-9][a-z0-9-]{0,39})(?:\+([a-z0-9]{0,64}))?", re.ASCII)


@dataclass(frozen=True)
class Target:
    """What an address of ours leads to; ``genuine`` when its secret is right."""

    key: str
    number: str
    genuine: bool


def address_of(key: str, number: str) -> str:
    """« dossier-2026-000041+3f9a0c…@courriel.exemple.fr »; empty when this installation receives no mail."""
    domain = settings.PARVIS_MAIL_DOMAIN
    named = f"{key}-{number}".lower()
    return f"{named}+{_secrets(named)[0]}@{domain}" if domain else ""


def target_of(address: str) -> Target | None:
    """What ``address`` leads to, under the present master key or a former one; nothing when it is not ours."""
    local, _, domain = address.strip().strip("<>").lower().rpartition("@")
    found = _LOCAL.fullmatch(local)
    if found is None or not settings.PARVIS_MAIL_DOMAIN or domain != settings.PARVIS_MAIL_DOMAIN.lower():
        return None
    key, number, given = found.groups()
    genuine = any(hmac.compare_digest(each, given or "") for each in _secrets(f"{key}-{number}"))
    return Target(key, number, genuine)


def _secrets(named: str) -> list[str]:
    return [each[:LENGTH] for each in digests_of(named, _PURPOSE)]
