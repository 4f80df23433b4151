"""Contacts that must not come back, known by keyed digests."""

from typing import Final

from parvis.core.privacy.models import Suppression
from parvis.core.privacy.queries.rights.people import digest_of

# Whoever publishes contacts of a service and whoever objects take this lock: neither misses the other.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('privacy.suppression.' || %s, 0))"


def contact_digest(value: str) -> str:
    """The digest of an address or number, already in the form in which they are compared."""
    return digest_of(value, "rights.suppression")


def suppressed(service: str) -> frozenset[str]:
    """The digests of everybody whom ``service`` must not publish."""
    return frozenset(Suppression.objects.filter(service=service).values_list("digest", flat=True))
