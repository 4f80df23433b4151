"""What each rule has before it, and what it did: for the dry run, the pages and the proof."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection

from parvis.core.privacy.models import Night, Removal, RuleRun, SealedRow
from parvis.core.privacy.queries.retention.blocks import blocks, held_sql, own_clock_sql, restricted_sql
from parvis.core.privacy.queries.retention.rules import Rule, rules
from parvis.kernel.scope import reading_restricted

NIGHTS_SHOWN = 7

COUNT = """
    SELECT count(*),
           count(*) FILTER (WHERE selected AND NOT held AND NOT restricted AND NOT needed),
           count(*) FILTER (WHERE selected AND held),
           count(*) FILTER (WHERE selected AND restricted AND NOT held),
           count(*) FILTER (WHERE due IS NULL),
           count(*) FILTER (WHERE future),
           min(due) FILTER (WHERE selected AND NOT held AND NOT restricted AND NOT needed),
           count(*) FILTER (WHERE selected AND due < %(today)s::date AND NOT held AND NOT restricted AND NOT needed),
           min(due),
           count(*) FILTER (WHERE filled)
"""


@dataclass
class Count:
    """One rule on one day. ``due`` leaves out what is held or restricted; ``next`` is the earliest due date of all.

    ``left`` are the rows that still hold what the rule ends: all of them, unless it only empties columns.
    ``done`` is what the night has erased in all, ``erased`` what this run of it has.
    """

    rule: str
    label: str
    categories: tuple[str, ...]
    rows: int = 0
    left: int = 0
    due: int = 0
    held: int = 0
    restricted: int = 0
    unstarted: int = 0
    future: int = 0
    oldest: date | None = None
    overdue: int = 0
    next: date | None = None
    done: int = 0
    erased: int = 0
    stopped: str = ""

    @property
    def document(self) -> dict[str, Any]:
        """For ``--json``: dates in ISO 8601."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def count(rule: Rule, today: date) -> Count:
    """What ``rule`` has before it; one pass over the table."""
    found, whole = blocks(today), not rule.columns
    selected = f"coalesce({rule.selected_sql('t')}, false)"
    rows = (
        f"SELECT {rule.due_sql('t')} AS due, {selected} AS selected, {rule.future_sql('t')} AS future, "
        f"({held_sql(rule.node, 't', found, rule.categories, whole=whole)}) AS held, "
        f"({restricted_sql(rule.node, 't', found, whole=whole)}) AS restricted, "
        f"({own_clock_sql(rule.node, 't') if whole else 'false'}) AS needed, "
        f"{'true' if whole else rule.filled_sql('t')} AS filled "
        f'FROM "{rule.node.relation}" t'
    )
    with reading_restricted("retention"), connection.cursor() as cursor:
        cursor.execute(f"{COUNT} FROM ({rows}) AS judged", {"today": today})
        total, due, held, restricted, unstarted, future, oldest, overdue, earliest, left = cursor.fetchone()
    return Count(
        rule.key, rule.node.label, rule.categories, total, left, due, held, restricted, unstarted, future, oldest,
        overdue, earliest,
    )  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """What a rule can show on this installation: its rows, what is due and late of them, its last run.

    ``oldest`` is the earliest term of all its rows, ``due`` that of those that a night is to erase.
    """

    rule: str
    label: str
    categories: tuple[str, ...]
    rows: int
    oldest: date | None
    due: date | None
    overdue: int
    held: int
    restricted: int
    last_run: date | None
    last_done: int
    stopped: str


def proofs(today: date) -> list[Proof]:
    """The state of every rule, computed now, and its last run."""
    found = []
    for rule in rules():
        now = count(rule, today)
        last = RuleRun.objects.filter(rule=rule.key).order_by("-day").first()
        found.append(
            Proof(
                rule.key, now.label, now.categories, now.rows, now.next, now.oldest, now.overdue, now.held,
                now.restricted, last.day if last else None, last.done if last else 0, last.stopped if last else "",
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class ToldNight:
    """One night: the rules under which something happened, how many rows went, how many rules had nothing to do."""

    night: Night
    runs: tuple[RuleRun, ...]
    done: int
    idle: int


def tell_nights(nights: Iterable[Night]) -> list[ToldNight]:
    """Each of ``nights`` with what its rules did; one query."""
    found = list(nights)
    runs: dict[date, list[RuleRun]] = {night.day: [] for night in found}
    for run in RuleRun.objects.filter(day__in=runs).order_by("rule"):
        runs[run.day].append(run)
    told = []
    for night in found:
        every = runs[night.day]
        shown = tuple(run for run in every if run.due or run.held or run.restricted or run.future or run.stopped)
        told.append(ToldNight(night, shown, sum(run.done for run in every), len(every) - len(shown)))
    return told


def copies_waiting() -> int:
    """How many copies still have to be seen gone."""
    return Removal.objects.filter(done_on=None).count()


def copies_that_resist(today: date) -> int:
    """How many of them have been tried for a day, in vain."""
    return Removal.objects.filter(done_on=None, asked_on__date__lt=today).count()


def waiting_for_archives() -> int:
    """How many rows the public archives still have to sort."""
    return SealedRow.objects.filter(agreement="").count()


def last_roots(number: int = 3) -> list[tuple[date, int, str]]:
    """The roots of the last days of the ledger: to be kept elsewhere, so that no entry can be changed unseen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, entries, encode(root, 'hex') FROM ledger.root ORDER BY day DESC LIMIT %s", [number])
        return list(cursor.fetchall())
