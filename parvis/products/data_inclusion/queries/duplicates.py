"""One record of each structure: the best among those that are asked for.

The first of a cluster is the best of all; where what is asked for leaves it out, another takes its place.
Those are looked for once an edition, and are few: then nothing of a page depends on the other records.
"""

from collections.abc import Hashable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from parvis.products.data_inclusion.queries.editions import shelf

Clustered = TypeVar("Clustered", bound=Model)


def best_of_each(
    records: QuerySet[Clustered], *rivals: QuerySet[Clustered], owner: str, key: Hashable, current: int
) -> QuerySet[Clustered]:
    """Those of ``records`` whose structure, in the column ``owner``, is told no better by one of ``rivals``."""
    promoted = shelf.get(("promoted", key), current, lambda: _promoted(owner, rivals))
    return records.filter(Q(cluster_rank__lte=1) | Q(**{f"{owner}__in": promoted}))


def _promoted(owner: str, rivals: tuple[QuerySet[Any], ...]) -> list[str]:
    """The structures that are the best of their cluster here, and are not the best of all."""
    best: dict[str, tuple[int, str]] = {}
    for each in rivals:
        firsts = each.filter(cluster__gt="").order_by("cluster", "cluster_rank").distinct("cluster")
        for cluster, rank, structure in firsts.values_list("cluster", "cluster_rank", owner):
            best[cluster] = min(best.get(cluster, (rank, structure)), (rank, structure))
    return sorted(structure for rank, structure in best.values() if rank > 1)
