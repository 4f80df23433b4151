"""A new state of the reference, and what is prepared for it once it is published."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from django.db import connection, transaction

from parvis.core.jobs.actions.deferring import defer
from parvis.products.data_inclusion.models import CommonRoot, Edition
from parvis.products.data_inclusion.queries.text_search import RANKED

COMMON_ROOTS: Final = "data_inclusion.common_roots"
_COMMON: Final = "SELECT word FROM ts_stat('SELECT words FROM data_inclusion_servicewords') WHERE ndoc > %s"
_ROOTS: Final = "SELECT tsvector_to_array(words) FROM data_inclusion_servicewords"
_AT_ONCE: Final = 500


def new_edition(cause: str) -> None:
    """Say that what is published has changed: what was kept for the edition before no longer serves."""
    Edition.objects.create(cause=cause)
    defer(COMMON_ROOTS, lock=COMMON_ROOTS, queueing_lock=COMMON_ROOTS)


@transaction.atomic
def gather_common_roots() -> int:
    """Find which services have each root too common to be counted at each search; how many such roots there are."""
    edition = _last()
    with connection.cursor() as cursor:
        cursor.execute(_COMMON, [RANKED])
        common = [row[0] for row in cursor.fetchall()]
    made = [CommonRoot(root=root, edition=edition, services=services) for root, services in _sets(common)]
    # What was published meanwhile may be among what was read: the job that waits for it will do.
    if edition is None or edition != _last():
        return 0
    CommonRoot.objects.all().delete()
    CommonRoot.objects.bulk_create(made, batch_size=_AT_ONCE)
    return len(made)


def _last() -> Edition | None:
    return Edition.objects.order_by("-pk").first()


def _sets(common: list[str]) -> Iterator[tuple[str, str]]:
    sets = {root: bytearray() for root in common}
    services = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROOTS)
        rows = chain.from_iterable(iter(lambda: cursor.fetchmany(_AT_ONCE), []))
        for services, (roots,) in enumerate(rows, 1):
            octet, bit = divmod(services - 1, 8)
            for root in roots:
                found = sets.get(root)
                if found is not None:
                    found.extend(bytes(max(0, octet + 1 - len(found))))
                    found[octet] |= 128 >> bit
    for root, found in sets.items():
        yield root, f"x{found.ljust(-(-services // 8), bytes(1)).hex()}"
