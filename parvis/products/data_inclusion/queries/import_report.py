"""The report of an import: what was said most often, then line by line.

A line that is refused or corrected leaves a row. Those accepted, or unchanged, leave none: they are
the published records themselves, which say what import wrote them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final, TypeAlias

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.french.typography import counted
from parvis.products.data_inclusion.enums import Kind, RunState, Verdict
from parvis.products.data_inclusion.models import ImportLine, ImportRun, Service, Structure

EXAMPLES: Final = 5
BATCH: Final = 1_000
_SUMMARY: Final = """
    SELECT verdict, what, suggestion, count(*), (array_agg(number ORDER BY number))[1:%(examples)s]
    FROM (
        SELECT verdict, number, reason AS what, suggestion FROM data_inclusion_importline
        WHERE run_id = %(run)s AND verdict = %(refused)s
        UNION ALL
        -- The identifier of a service would make each line different from the others; so would the values.
        SELECT verdict, number,
               regexp_replace(coalesce(said ->> 'said', said #>> '{}'), '^service « [^»]*»', 'service'), ''
        FROM data_inclusion_importline, jsonb_array_elements(corrections) said
        WHERE run_id = %(run)s AND verdict <> %(refused)s
    ) line
    GROUP BY verdict, what, suggestion
    ORDER BY verdict DESC, count(*) DESC, what
"""
Records: TypeAlias = QuerySet[Structure] | QuerySet[Service]


@dataclass(frozen=True)
class Remark:
    """One thing that was said of lines: of how many, and the first of them."""

    verdict: Verdict
    what: str
    suggestion: str
    count: int
    examples: tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """One thing said of a line: why it is refused and what to do, or what was corrected, before and after."""

    what: str
    suggestion: str = ""
    before: str = ""
    after: str = ""
    shown: bool = False


@dataclass(frozen=True)
class Line:
    """What became of a line; the number of those that were accepted as they stand is not kept."""

    verdict: Verdict
    record: str
    name: str = ""
    kind: str = ""
    number: int | None = None
    unchanged: bool = False
    said: tuple[Said, ...] = ()


def counts_in_words(run: ImportRun) -> str:
    """« 12 acceptées, 1 corrigée, 0 refusée, 3 inchangées, 0 retirée »."""
    return ", ".join(
        counted(count, word)
        for count, word in (
            (run.accepted, "acceptée"),
            (run.corrected, "corrigée"),
            (run.refused, "refusée"),
            (run.unchanged, "inchangée"),
            (run.removed, "retirée"),
        )
    )


def summary(run: ImportRun) -> list[Remark]:
    """What was said of the lines of an import, refusals first, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMARY, {"run": run.pk, "refused": Verdict.REFUSED, "examples": EXAMPLES})
        return [
            Remark(Verdict(verdict), what, suggestion, count, tuple(numbers))
            for verdict, what, suggestion, count, numbers in cursor.fetchall()
        ]


def told_lines(run: ImportRun, verdict: Verdict) -> QuerySet[ImportLine]:
    """The lines that left a row: refused, or corrected."""
    return ImportLine.objects.filter(run=run, verdict=verdict).order_by("number")


def told_counts(run: ImportRun) -> dict[str, int]:
    """How many there are of each; those corrected before and unchanged since are told again."""
    return dict(run.lines.order_by().values_list("verdict").annotate(count=Count("pk")))


def read_lines(actor: Actor, lines: Iterable[ImportLine]) -> list[Line]:
    """Lines as they are shown, with the names of what they are of where it is published."""
    listed = list(lines)
    records = {line.record for line in listed}
    named: dict[str, tuple[str, str]] = {}
    for kind, published in ((Kind.SERVICE, Service.objects), (Kind.STRUCTURE, Structure.objects)):
        found = published.visible_to(actor).filter(pk__in=records).values_list("pk", "nom")
        named |= {pk: (name, kind) for pk, name in found}
    return [
        Line(Verdict(line.verdict), line.record, *named.get(line.record, ("", "")), line.number, said=_said(line))
        for line in listed
    ]


def _said(line: ImportLine) -> tuple[Said, ...]:
    if line.reason:
        return (Said(line.reason, line.suggestion),)
    return tuple(
        Said(each["said"], before=each["before"], after=each["after"], shown=True)
        if isinstance(each, dict)
        else Said(each)
        for each in line.corrections
    )


class Accepted(Sequence[Line]):
    """The lines accepted as they stand, read from what was published; ``unchanged``: those published before already.

    A service beside its structure is of the same line, and has the same fingerprint.
    """

    def __init__(self, actor: Actor, run: ImportRun, *, unchanged: bool = False) -> None:
        self._unchanged = unchanged
        corrected = run.lines.filter(verdict=Verdict.CORRECTED).values("record")
        written = Q(source=run.source_id) & ~Q(last_import=run) if unchanged else Q(last_import=run)
        structures = Structure.objects.visible_to(actor).filter(written).exclude(pk__in=corrected)
        services = Service.objects.visible_to(actor).filter(written).exclude(pk__in=corrected)
        alone = services.exclude(record_hash=F("structure__record_hash"))
        self._parts: tuple[tuple[Kind, Records], ...] = ((Kind.STRUCTURE, structures), (Kind.SERVICE, alone))
        if run.state != RunState.COMPLETE or (unchanged and not _is_last(run)):
            self._parts = ()

    @cached_property
    def _sizes(self) -> list[int]:
        return [records.count() for _, records in self._parts]

    def __len__(self) -> int:
        return sum(self._sizes)

    def __getitem__(self, asked: Any) -> Any:
        lines: list[Line] = []
        first, last = asked.start, asked.stop
        for (kind, records), size in zip(self._parts, self._sizes, strict=True):
            if first < size and last > 0:
                rows = records.order_by("pk").values_list("pk", "nom")[max(first, 0) : min(last, size)]
                lines += [self._line(kind, *row) for row in rows]
            first, last = first - size, last - size
        return lines

    def __iter__(self) -> Iterator[Line]:
        for kind, records in self._parts:
            for row in records.order_by("pk").values_list("pk", "nom").iterator(chunk_size=BATCH):
                yield self._line(kind, *row)

    def _line(self, kind: Kind, record: str, name: str) -> Line:
        return Line(Verdict.ACCEPTED, record, name, kind, unchanged=self._unchanged)


def _is_last(run: ImportRun) -> bool:
    """What an earlier import left unchanged cannot be told any more: what it met is not written anywhere."""
    later = ImportRun.objects.filter(source=run.source_id, state=RunState.COMPLETE, pk__gt=run.pk)
    return not later.exists()


def each_told(actor: Actor, run: ImportRun) -> Iterator[Line]:
    """The lines refused and corrected, in their order."""
    waiting: Iterator[ImportLine] = run.lines.order_by("number").iterator(chunk_size=BATCH)
    while lines := read_lines(actor, islice(waiting, BATCH)):
        yield from lines


def each_line(actor: Actor, run: ImportRun) -> Iterator[Line]:
    """Every line: what was said first, then what was accepted, then what had not changed; read in batches."""
    yield from each_told(actor, run)
    yield from Accepted(actor, run)
    yield from Accepted(actor, run, unchanged=True)
