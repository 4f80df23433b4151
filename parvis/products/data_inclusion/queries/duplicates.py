"""One record of each structure: the best among those that are asked for."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

Clustered = TypeVar("Clustered", bound=Model)


def best_of_each(records: QuerySet[Clustered], *rivals: QuerySet[Clustered]) -> QuerySet[Clustered]:
    """Those of ``records`` that have no better record of the same structure among ``rivals``."""
    same = Q(cluster__gt="", cluster=OuterRef("cluster"), cluster_rank__lt=OuterRef("cluster_rank"))
    better: list[Q] = [Q(Exists(each.filter(same))) for each in rivals]
    return records.filter(Q(cluster="") | ~reduce(or_, better))
