"""The report of an import: what was said most often, then line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection

from parvis.products.data_inclusion.enums import Verdict
from parvis.products.data_inclusion.models import ImportLine, ImportRun

EXAMPLES: Final = 5
_SUMMARY: Final = """
    SELECT verdict, what, suggestion, count(*), (array_agg(number ORDER BY number))[1:%(examples)s]
    FROM (
        SELECT verdict, number, reason AS what, suggestion FROM data_inclusion_importline
        WHERE run_id = %(run)s AND verdict = %(refused)s
        UNION ALL
        -- The identifier of a service would make each line different from the others.
        SELECT verdict, number, regexp_replace(said, '^service « [^»]* »', 'service'), ''
        FROM data_inclusion_importline, jsonb_array_elements_text(corrections) said
        WHERE run_id = %(run)s AND verdict <> %(refused)s
    ) line
    GROUP BY verdict, what, suggestion
    ORDER BY verdict DESC, count(*) DESC, what
"""


@dataclass(frozen=True)
class Remark:
    """One thing that was said of lines: of how many, and the first of them."""

    verdict: Verdict
    what: str
    suggestion: str
    count: int
    examples: tuple[int, ...]


def summary(run: ImportRun) -> list[Remark]:
    """What was said of the lines of an import, refusals first, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMARY, {"run": run.pk, "refused": Verdict.REFUSED, "examples": EXAMPLES})
        return [
            Remark(Verdict(verdict), what, suggestion, count, tuple(numbers))
            for verdict, what, suggestion, count, numbers in cursor.fetchall()
        ]


def each_remark(run: ImportRun) -> Iterator[tuple[int, str, str, str, str]]:
    """Line, identifier, verdict, what and what to do: one for each thing said."""
    lines: Iterator[ImportLine] = run.lines.iterator()
    for line in lines:
        verdict = line.get_verdict_display()
        for what, suggestion in (
            [(line.reason, line.suggestion)] if line.reason else [(c, "") for c in line.corrections]
        ):
            yield line.number, line.record, verdict, what, suggestion
