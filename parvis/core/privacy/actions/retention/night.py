"""The night: each rule in turn, held back when it would erase far more than usual; then its proof."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median

from django.db import connection

from parvis.core.journal.actions import record
from parvis.core.privacy.actions.retention.alarms import raise_alarms
from parvis.core.privacy.actions.retention.copies import remove_copies
from parvis.core.privacy.actions.retention.erasing import batches
from parvis.core.privacy.actions.retention.ledger import Book, destroy_old_keys, open_book, register_version, seal_day
from parvis.core.privacy.actions.retention.notices import send_notices
from parvis.core.privacy.models import Night, Overrun, RuleRun
from parvis.core.privacy.queries.retention.figures import Count, copies_that_resist, count, waiting_for_archives
from parvis.core.privacy.queries.retention.ledger import entries_of
from parvis.core.privacy.queries.retention.rules import Rule, rules
from parvis.kernel import clock
from parvis.kernel.actor import Actor

SHARE = 0.02
TIMES_THE_MEDIAN = 3
# Up to this many rows a tiny installation still erases what is due; with fewer nights there is no usual night.
SMALL, NIGHTS_KNOWN, NIGHTS_LOOKED_AT = 10, 7, 30
LOCK = "SELECT pg_try_advisory_lock(hashtext('parvis.retention'), 0)"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('parvis.retention'), 0)"

Progress = Callable[[str, int, int], None]


class NightUnderWayError(Exception):
    """Another process is at work on the same night."""


def quiet(rule: str, done: int, total: int) -> None:
    """Show nothing."""


def dry_run(today: date) -> list[Count]:
    """What a night would do: nothing is changed."""
    return [_judged(count(rule, today), today) for rule in rules()]


def run_night(*, by: Actor, today: date, progress: Progress = quiet, copies: bool = True) -> list[Count]:
    """Erase what is due. Run again, it goes on where it stopped; run once more, it finds nothing to do.

    Without ``copies``, what lives outside the database stays: a drill has no files of its own.
    """
    with _alone():
        book = open_book(today)
        Night.objects.get_or_create(day=today, defaults={"register": register_version(), "started_on": clock.now()})
        before = waiting_for_archives()
        counts = [_run_rule(by, rule, today, book, progress) for rule in rules()]
        if copies:
            remove_copies(by=by)
        send_notices(by=by, today=today)
        seal_day(by=by, day=today)
        destroy_old_keys(by=by, today=today)
        Night.objects.filter(day=today).update(ended_on=clock.now())
        sealed = waiting_for_archives() - before
        raise_alarms(by=by, today=today, counts=counts, sealed=sealed, copies=copies_that_resist(today))
        record(by=by, verb="retention.night", object_key=f"privacy.Night:{today}", count=sum(c.done for c in counts))
    return counts


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            raise NightUnderWayError("Une nuit d’effacement est déjà en cours.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(UNLOCK)


def _run_rule(by: Actor, rule: Rule, today: date, book: Book, progress: Progress) -> Count:
    found = _judged(count(rule, today), today)
    kept, _ = RuleRun.objects.update_or_create(
        day=today,
        rule=rule.key,
        defaults={
            "rows": found.rows, "due": found.due + found.done, "held": found.held, "restricted": found.restricted,
            "unstarted": found.unstarted, "future": found.future, "oldest": found.oldest, "stopped": found.stopped,
        },
    )  # fmt: skip
    if found.stopped or not found.due:
        return found
    total = found.due
    for number in batches(by=by, rule=rule, today=today, book=book):
        found.erased += number
        found.due = max(0, found.due - number)
        progress(rule.key, total - found.due, total)
    if found.due:
        found.oldest = count(rule, today).oldest
    # The ledger knows what a night killed half-way has already done.
    found.done = entries_of(today, rule.key)
    RuleRun.objects.filter(pk=kept.pk).update(done=found.done)
    return found


def _judged(found: Count, today: date) -> Count:
    """Stop a rule that would erase far more than usual, unless two persons said so."""
    found.done = entries_of(today, found.rule)
    if not found.due:
        return found
    tonight = found.due + found.done
    usual = _usual_night(found.rule, today)
    found.stopped = too_much(tonight, rows=found.rows + found.done, left=found.left + found.done, usual=usual)
    if found.stopped and _allowed(found.rule, today, tonight):
        found.stopped = ""
    return found


def too_much(tonight: int, *, rows: int, left: int, usual: float | None) -> str:
    """Why a night may not end ``tonight`` rows of a table of ``rows``, ``left`` of which still hold what it ends."""
    if tonight <= SMALL:
        return ""
    if tonight > SHARE * rows:
        return f"{tonight} lignes échues sur {rows}, plus de 2 % de la table"
    if tonight >= left:
        return f"{tonight} lignes échues : il n’y resterait rien de ces données"
    if usual is not None and tonight > TIMES_THE_MEDIAN * usual:
        return f"{tonight} lignes échues, plus de 3 fois une nuit ordinaire ({usual:.0f})"
    return ""


def _usual_night(rule: str, today: date) -> float | None:
    before = RuleRun.objects.filter(rule=rule, day__lt=today, day__gte=today - timedelta(days=NIGHTS_LOOKED_AT))
    done = list(before.values_list("done", flat=True))
    return median(done) if len(done) >= NIGHTS_KNOWN and any(done) else None


def _allowed(rule: str, today: date, number: int) -> bool:
    allowed = Overrun.objects.filter(day=today, rule=rule, most__gte=number, approved_on__isnull=False)
    return bool(allowed.exists())
