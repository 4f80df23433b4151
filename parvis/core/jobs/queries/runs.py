"""What ran, runs and will run: for the page of the administrators."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from parvis.core.jobs.enums import State
from parvis.core.jobs.models import JobFailure
from parvis.core.jobs.queries.schedule import next_run
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.french.typography import duration_in_words

PAGE = 25
ENDS = ["succeeded", "failed", "cancelled", "aborted", "deferred_for_retry"]


@dataclass(frozen=True)
class Run:
    """One job, from its queueing to its end, and the failures on the way."""

    number: int
    key: str
    state: State
    attempts: int
    queued_on: datetime | None
    due_on: datetime | None
    started_on: datetime | None
    ended_on: datetime | None
    failures: tuple[JobFailure, ...]

    @property
    def label(self) -> str:
        """What the job does, in French; its key when this version no longer declares it."""
        return label_of(self.key)

    @property
    def duration(self) -> str:
        """How long the last attempt took, or has been taking."""
        if self.started_on is None or self.state in {State.WAITING, State.CANCELLED}:
            return ""
        return length_in_words((self.ended_on or clock.now()) - self.started_on)

    @property
    def may_be_retried(self) -> bool:
        """Whether an administrator may have it run again."""
        return self.state is State.FAILED

    @property
    def may_be_cancelled(self) -> bool:
        """Whether it can still be prevented from running."""
        return self.state is State.WAITING


@dataclass(frozen=True)
class Page:
    """Some runs, newest first, and the number to continue from."""

    runs: tuple[Run, ...]
    older: int | None


@dataclass(frozen=True)
class Due:
    """A periodic job and when it runs next."""

    key: str
    label: str
    on: datetime


def label_of(key: str) -> str:
    """What the job known as ``key`` does."""
    return jobs.get(key).label if key in jobs else key


def length_in_words(length: timedelta) -> str:
    """« 12 s » for what is short, « 3 minutes » beyond."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 1:
        return "moins d’une seconde"
    return f"{seconds}\u00a0s" if seconds < 60 else duration_in_words(length)  # noqa: PLR2004  seconds in a minute


def runs(*, key: str = "", state: str = "", before: int | None = None, size: int = PAGE) -> Page:
    """A page of runs, newest first, older than ``before``."""
    found: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.order_by("-pk").annotate(
        queued_on=_moment(["deferred"]), started_on=_moment(["started"]), ended_on=_moment(ENDS)
    )
    if key:
        found = found.filter(task_name=key)
    if state:
        found = found.filter(status=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: size + 1])
    page, more = rows[:size], len(rows) > size
    failures = _failures_of([row.pk for row in page])
    return Page(tuple(_run(row, failures) for row in page), page[-1].pk if more else None)


def counts() -> dict[State, int]:
    """How many jobs stand in each state."""
    found = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("pk")).order_by())
    return {state: found.get(state.value, 0) for state in State}


def keys_seen() -> list[tuple[str, str]]:
    """The jobs that can be filtered on, by label: those declared."""
    return sorted(((job.key, job.label) for job in jobs), key=lambda pair: pair[1])


def due() -> list[Due]:
    """The periodic jobs, soonest first."""
    now = clock.now()
    found = [Due(job.key, job.label, next_run(job.schedule, now)) for job in jobs if job.schedule]
    return sorted(found, key=lambda one: one.on)


def workers_alive() -> int:
    """How many workers gave a sign of life lately."""
    since = clock.now() - timedelta(seconds=settings.PARVIS_WORKER_STALLED_AFTER)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).count()


def _moment(types: list[str]) -> Subquery:
    events = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type__in=types).order_by("-at", "-pk")
    return Subquery(events.values("at")[:1])


def _failures_of(numbers: Iterable[int]) -> dict[int, tuple[JobFailure, ...]]:
    found: dict[int, list[JobFailure]] = defaultdict(list)
    for failure in JobFailure.objects.filter(job__in=numbers):
        found[failure.job].append(failure)
    return {number: tuple(failures) for number, failures in found.items()}


def _run(row: ProcrastinateJob, failures: dict[int, tuple[JobFailure, ...]]) -> Run:
    started, ended = getattr(row, "started_on", None), getattr(row, "ended_on", None)
    return Run(
        number=row.pk,
        key=row.task_name,
        state=State(row.status),
        attempts=row.attempts,
        queued_on=getattr(row, "queued_on", None),
        due_on=row.scheduled_at,
        started_on=started,
        ended_on=ended if started and ended and ended >= started else None,
        failures=failures.get(row.pk, ()),
    )
