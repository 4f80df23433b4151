"""Run one job in its scope, and keep the reason when it fails."""

import logging
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from procrastinate import JobContext

from parvis.core.jobs.models import JobFailure
from parvis.kernel.actor import system
from parvis.kernel.declarations.jobs import Job
from parvis.kernel.scope import Reach, open_scope

ROOT = Path(__file__).parents[4]
logger = logging.getLogger("parvis.jobs")

in_hand: set[int] = set()
"""Numbers of the jobs that this process is running."""


class JobFailedError(Exception):
    """What the queue and the logs learn of a failure: the error's name, never its message."""


def runner(job: Job) -> Callable[..., None]:
    """The function that the queue calls for ``job``."""

    def run(
        context: JobContext,
        *,
        payload: dict[str, Any] | None = None,
        organisations: Iterable[int] = (),
        timestamp: int | None = None,
    ) -> None:
        number = context.job.id or 0
        reach = Reach.EVERYTHING if job.everything else Reach.ORGANISATIONS
        in_hand.add(number)
        try:
            with open_scope(system(job.key), organisations=organisations, reach=reach, channel="job"):
                job.run(**(payload or {}))
        except Exception as error:  # noqa: BLE001  whatever a job raises is kept, then handed to the queue
            failure = JobFailure(
                job=number, key=job.key, attempt=context.job.attempts + 1, error=name_of(error), place=place_of(error)
            )
            keep(failure)
            raise JobFailedError(failure.error) from None
        finally:
            in_hand.discard(number)

    return run


def keep(failure: JobFailure) -> None:
    """Write ``failure``; when even the database fails, the log has it."""
    logger.warning("Job %s (%s) failed: %s at\n%s", failure.key, failure.job, failure.error, failure.place)
    try:
        failure.save()
    except DatabaseError:
        logger.warning("The reason why job %s failed could not be kept", failure.job)


def name_of(error: BaseException) -> str:
    """The name of the error, and of what caused it."""
    names = [type(error).__qualname__]
    cause = error.__cause__
    while cause is not None and len(names) < 4:  # noqa: PLR2004  deeper causes tell nothing more
        names.append(type(cause).__qualname__)
        cause = cause.__cause__
    return " ← ".join(names)[:200]


def place_of(error: BaseException) -> str:
    """Files and lines that the error went through, ours and the last; no value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    kept = ours if not frames or frames[-1] in ours else [*ours, frames[-1]]
    return "\n".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in kept)


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])
