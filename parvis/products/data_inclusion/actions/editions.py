"""A new state of the reference, and what is prepared for it once it is published."""

from typing import Final

from django.db import connection, transaction

from parvis.core.jobs.actions.deferring import defer
from parvis.products.data_inclusion.models import CommonRoot, Edition, QualityStretch
from parvis.products.data_inclusion.models.common_root import STRETCH
from parvis.products.data_inclusion.queries.text_search import RANKED

COMMON_ROOTS: Final = "data_inclusion.common_roots"
_COMMON: Final = "SELECT word FROM ts_stat('SELECT words FROM data_inclusion_servicewords') WHERE ndoc > %s"


def new_edition(cause: str) -> None:
    """Say that what is published has changed: what was kept for the edition before no longer serves."""
    Edition.objects.create(cause=cause)
    defer(COMMON_ROOTS, lock=COMMON_ROOTS, queueing_lock=COMMON_ROOTS)


@transaction.atomic
def gather_common_roots() -> int:
    """Find where each service has each root too common to be ranked at each search; how many such roots there are."""
    edition = _last()
    # Loaded by this job only: numpy comes with it.
    from parvis.products.data_inclusion.actions.common_roots import Occurrences

    with connection.cursor() as cursor:
        cursor.execute(_COMMON, [RANKED])
        common = Occurrences([row[0] for row in cursor.fetchall()])
    if common.roots:
        common.read()
    # What was published meanwhile may be among what was read: the job that waits for it will do.
    if edition is None or edition != _last():
        return 0
    CommonRoot.objects.all().delete()
    QualityStretch.objects.all().delete()
    identifiers = common.identifiers
    QualityStretch.objects.bulk_create(
        QualityStretch(first=first, edition=edition, identifiers=identifiers[first : first + STRETCH])
        for first in range(0, len(identifiers), STRETCH)
    )
    for root, services, occurrences, positions in common.of_each():
        CommonRoot.objects.create(
            root=root,
            edition=edition,
            services=f"x{services.hex()}",
            occurrences=occurrences,
            positions=positions,
        )
    return len(common.roots)


def _last() -> Edition | None:
    return Edition.objects.order_by("-pk").first()
