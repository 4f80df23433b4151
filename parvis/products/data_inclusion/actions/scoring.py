"""The quality score of data-inclusion-schema v1, and the end of the answers, which carries it.

An answer is ``document + tail + "}"``, with what the operation adds before the brace.

A service's score is the mean of the criteria that apply to it. All but one are fixed when the
record is prepared; freshness falls from 1 at six months (180 days) to 0 at two years (730 days), so
scores are computed again each night. A structure's score is the mean of its services', 0 without.
"""

from typing import Final

from django.db import connection, transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.duplicates import mark_duplicates
from parvis.products.data_inclusion.actions.editions import new_edition
from parvis.products.data_inclusion.models import ImportRun

SERVICE_SCORE: Final = """data_inclusion_hundredths(
    (quality + CASE WHEN ages THEN round(greatest(0, least(1, (730 - (%(today)s - date_maj)) / 550.0)), 2)
        ELSE 0 END)::float8 / (criteria + ages::int))"""
SERVICE_TAIL: Final = f"""',"adresse_certifiee":false,"score_qualite":' || {SERVICE_SCORE}"""
STRUCTURE_TAIL: Final = (
    """',"score_qualite":' || {score}::float8 || ',"adresse_certifiee":false,"doublons":' || {doublons}"""
)
# What an import writes has its score already, or 0 for a structure until its services are known.
_SERVICES: Final = f"""
    UPDATE data_inclusion_service
    SET score_qualite = {SERVICE_SCORE}, tail = {SERVICE_TAIL}
    WHERE removed_at IS NULL AND %(run)s::bigint IS NULL AND score_qualite <> {SERVICE_SCORE}
"""
_FOLLOWS: Final = """
    UPDATE {table} found SET score_qualite = service.score_qualite
    FROM data_inclusion_service service
    WHERE service.id = found.{key} AND found.score_qualite <> service.score_qualite
"""
_ENTRIES: Final = _FOLLOWS.format(table="data_inclusion_serviceentry", key="service_id")
_WORDS: Final = _FOLLOWS.format(table="data_inclusion_servicewords", key="entry_id")
_STRUCTURES: Final = f"""
    WITH scored AS (
        SELECT structure.id, coalesce(round(avg(service.score_qualite)::numeric, 2), 0) AS score
        FROM data_inclusion_structure structure
        LEFT JOIN data_inclusion_service service
            ON service.structure_id = structure.id AND service.removed_at IS NULL
        WHERE structure.removed_at IS NULL AND (%(source)s::text IS NULL OR structure.source_id = %(source)s)
        GROUP BY structure.id
    )
    UPDATE data_inclusion_structure structure
    SET score_qualite = score,
        tail = {STRUCTURE_TAIL.format(score="score", doublons="doublons")}
    FROM scored WHERE structure.id = scored.id AND score_qualite <> score::float8
"""


def refresh_scores(run: ImportRun | None = None) -> int:
    """Compute the scores of what ``run`` wrote, or of everything; how many have changed."""
    values = {
        "today": clock.today(),
        "run": run.pk if run else None,
        "source": run.source_id if run else None,
    }
    changed = 0
    with connection.cursor() as cursor:
        for statement in (_SERVICES, _ENTRIES, _WORDS, _STRUCTURES):
            cursor.execute(statement, values)
            changed += cursor.rowcount
    return changed


def age_scores(*, by: Actor) -> int:
    """Bring every score, and the best of each set of duplicates, to what it is today; how many have changed."""
    with transaction.atomic():
        changed = refresh_scores() + mark_duplicates()
        if changed:
            new_edition("scores de qualité du jour")
            record(by=by, verb="data_inclusion.score", count=changed)
    return changed
