"""Contacts that must not come back, known by keyed digests."""

from typing import Final

from django.db import DatabaseError
from django.db.models import Q

from parvis.core.privacy.enums.rights import WAITING, State
from parvis.core.privacy.models import RightsLeg, Suppression
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right
from parvis.kernel.digests import digest_of, digests_of
from parvis.kernel.masters import require_known
from parvis.kernel.scope import Reach, open_scope

PURPOSE: Final = "rights.suppression"

# Whoever publishes contacts of a service and whoever objects take this lock: neither misses the other.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('privacy.suppression.' || %s, 0))"


def contact_digest(value: str) -> str:
    """The digest of an address or number, already in the form in which they are compared."""
    return digest_of(value, PURPOSE)


def is_hidden(value: str, hidden: frozenset[str]) -> bool:
    """Whether this address or number is among ``hidden``, under whichever master key that was kept."""
    return not hidden.isdisjoint(digests_of(value, PURPOSE))


def require_keys() -> None:
    """Raise ``ImproperlyConfigured`` when objections were kept under a master key that is declared no more."""
    try:
        with open_scope(system("privacy.keys"), reach=Reach.EVERYTHING, channel="system"):
            used = list(Suppression.objects.values_list("key", flat=True).distinct())
    except DatabaseError:
        # A database that does not answer, or is not migrated yet, is told of elsewhere.
        return
    require_known(used, "les oppositions ont été gardées")


def suppressed_by_case(service: str) -> dict[str, frozenset[str]]:
    """The same, apart for each objection or limitation."""
    found: dict[str, set[str]] = {}
    for case, digest in Suppression.objects.filter(service=service).order_by("since").values_list("case", "digest"):
        found.setdefault(case, set()).add(digest)
    return {case: frozenset(digests) for case, digests in found.items()}


def undecided_cases(service: str) -> frozenset[str]:
    """Those that may still end by showing the person again: not yet answered, or limitations not lifted."""
    limited = Q(right=Right.RESTRICT, state__in=(State.ANSWERED, State.PARTLY), lifted_at=None)
    legs = RightsLeg.objects.filter(Q(state__in=WAITING) | limited, service=service)
    return frozenset(str(pk) for pk in legs.values_list("pk", flat=True))


def suppressed(service: str) -> frozenset[str]:
    """The digests of everybody whom ``service`` must not publish."""
    return frozenset(Suppression.objects.filter(service=service).values_list("digest", flat=True))
