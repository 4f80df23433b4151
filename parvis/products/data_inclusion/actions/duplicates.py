"""Records of the same structure, known as such when published: a cluster, and the best of it first."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db import connection

from parvis.products.data_inclusion.actions.resemblance import clusters, describe
from parvis.products.data_inclusion.models import ImportRun, Structure

_FIELDS: Final = (
    "id", "source_id", "nom", "commune", "code_insee", "siret", "telephone", "courriel", "adresse", "longitude",
    "latitude", "cluster", "doublons",
)  # fmt: skip
# Where a run wrote, and where a cluster has lost a member, removed or gone elsewhere.
_TOUCHED: Final = """
    SELECT DISTINCT code_insee FROM data_inclusion_structure WHERE last_import_id = %(run)s AND removed_at IS NULL
    UNION
    SELECT code_insee FROM (
        SELECT code_insee, json_array_length(doublons::json) + 1 AS told, count(*) OVER (PARTITION BY cluster) AS there
        FROM data_inclusion_structure WHERE cluster > '' AND removed_at IS NULL
    ) AS clustered WHERE told <> there
"""
_CLUSTERS: Final = """
    UPDATE data_inclusion_structure structure
    SET cluster = found.cluster, cluster_rank = 0, doublons = found.doublons,
        tail = left(tail, strpos(tail, ',"doublons":') - 1) || ',"doublons":' || found.doublons
    FROM unnest(%(ids)s::text[], %(clusters)s::text[], %(doublons)s::text[]) AS found(id, cluster, doublons)
    WHERE structure.id = found.id
"""
_RANKS: Final = """
    UPDATE data_inclusion_structure structure SET cluster_rank = ranked.place
    FROM (
        SELECT id, row_number() OVER (PARTITION BY cluster ORDER BY score_qualite DESC, date_maj DESC, id) AS place
        FROM data_inclusion_structure WHERE cluster > '' AND removed_at IS NULL
    ) AS ranked
    WHERE structure.id = ranked.id AND structure.cluster_rank <> ranked.place
"""
_ENTRIES: Final = """
    UPDATE data_inclusion_serviceentry entry
    SET cluster = structure.cluster, cluster_rank = structure.cluster_rank
    FROM data_inclusion_structure structure
    WHERE structure.id = entry.structure_id
        AND (entry.cluster, entry.cluster_rank) IS DISTINCT FROM (structure.cluster, structure.cluster_rank)
        AND (structure.cluster > '' OR entry.cluster > '')
"""


def mark_duplicates(run: ImportRun | None = None, *, communes: Iterable[str] | None = None) -> int:
    """Find the duplicates where ``run`` wrote, in ``communes``, or everywhere; put the best of each first.

    How many have changed.
    """
    found = list(_changes(_published(run, communes)))
    values = {
        "ids": [identifier for identifier, _, _ in found],
        "clusters": [cluster for _, cluster, _ in found],
        "doublons": [doublons for _, _, doublons in found],
    }
    changed = 0
    with connection.cursor() as cursor:
        for statement in (_CLUSTERS, _RANKS, _ENTRIES):
            cursor.execute(statement, values)
            changed += cursor.rowcount
    return changed


def _published(run: ImportRun | None, communes: Iterable[str] | None) -> Iterator[dict[str, Any]]:
    """What is published where duplicates may have changed, commune by commune."""
    structures = Structure.objects.filter(removed_at=None).exclude(code_insee="")
    if communes is not None:
        structures = structures.filter(code_insee__in=list(communes))
    if run is not None:
        with connection.cursor() as cursor:
            cursor.execute(_TOUCHED, {"run": run.pk})
            structures = structures.filter(code_insee__in=[code for (code,) in cursor.fetchall()])
    return structures.order_by("code_insee", "id").values(*_FIELDS).iterator()


def _changes(published: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The records whose duplicates are not those written: identifier, cluster, duplicates as the API tells them."""
    for _, records in groupby(published, key=itemgetter("code_insee")):
        here = {record["id"]: record for record in records}
        mates = {
            identifier: together
            for together in clusters([describe(record) for record in here.values()])
            for identifier in together
        }
        for identifier, record in here.items():
            together = mates.get(identifier, [])
            others = [{"source": here[each]["source_id"], "id": each} for each in together if each != identifier]
            told = json.dumps(others, ensure_ascii=False, separators=(",", ":"))
            cluster = together[0] if together else ""
            if (record["cluster"], record["doublons"]) != (cluster, told):
                yield identifier, cluster, told
