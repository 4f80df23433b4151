"""The worker: takes jobs from the queue until it is told to stop, whatever happens to the database."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.periodic import PeriodicTask

from parvis.core.jobs.actions.recovering import recover_stalled
from parvis.core.jobs.actions.running import in_hand, runner
from parvis.core.jobs.queries.schedule import ParisCron
from parvis.kernel.clock import now
from parvis.kernel.declarations.jobs import jobs

logger = logging.getLogger("parvis.jobs")


class ParisPeriodicTask(PeriodicTask):
    """A periodic task whose cron line is in civil Paris time; the library reads cron lines in UTC."""

    @property
    def croniter(self) -> ParisCron:
        """The moments at which the task is due."""
        return ParisCron(self.cron)


def worker_app(concurrency: int) -> DjangoApp:
    """The queue as a worker needs it: its own connections, every declared job, the periodic ones on time.

    It is not the application that :func:`defer` uses, whose connection is Django's: a job that defers
    another one does so in its own transaction.
    """
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=concurrency + 3)
    app = DjangoApp(connector=connector, periodic_defaults={"max_delay": settings.PARVIS_JOB_CATCH_UP})
    for job in jobs:
        retry = RetryStrategy(max_attempts=job.retries, exponential_wait=settings.PARVIS_JOB_BACKOFF)
        task = app.task(name=job.key, retry=retry if job.retries else False, pass_context=True)(runner(job))
        if job.schedule:
            app.periodic_registry.periodic_tasks[job.key, ""] = ParisPeriodicTask(
                task=task, cron=job.schedule, periodic_id="", configure_kwargs={}
            )
    return app


async def work(*, concurrency: int, wait: bool) -> None:
    """Run jobs until SIGTERM or SIGINT, or until none is ready when ``wait`` is false."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    pause = 1.0
    while not stopping.is_set():
        try:
            await _work_once(stopping, concurrency, wait=wait)
            pause = 1.0
        except (ConnectorException, OSError):
            logger.warning("The database does not answer; trying again in %d s", pause)
            pause = min(pause * 2, 30.0)
        if not wait:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)


async def _work_once(stopping: asyncio.Event, concurrency: int, *, wait: bool) -> None:
    """Serve until told to stop or until the connection is lost for good."""
    async with worker_app(concurrency).open_async() as app:
        await _in_thread(recover_stalled)
        serving = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                wait=wait,
                install_signal_handlers=False,
                update_heartbeat_interval=settings.PARVIS_WORKER_HEARTBEAT,
                stalled_worker_timeout=settings.PARVIS_WORKER_STALLED_AFTER,
            )
        )
        recovering = asyncio.create_task(_recover_forever())
        told = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done():
                await _stop(serving, app)
            with contextlib.suppress(asyncio.CancelledError):
                await serving
        finally:
            recovering.cancel()
            told.cancel()


async def _stop(serving: asyncio.Task[None], app: App) -> None:
    """Let the running jobs end; past the grace, give them back and leave at once."""
    serving.cancel()
    done, _ = await asyncio.wait({serving}, timeout=settings.PARVIS_WORKER_GRACE)
    if done:
        return
    for number in list(in_hand):
        logger.warning("Job %s is given back: it did not end in time", number)
        await app.job_manager.retry_job_by_id_async(number, now())
    # A thread cannot be stopped; its transaction is rolled back as the process ends.
    os._exit(0)


async def _recover_forever() -> None:
    while True:
        await asyncio.sleep(settings.PARVIS_WORKER_RECOVERY_INTERVAL)
        try:
            await _in_thread(recover_stalled)
        except Exception:  # noqa: BLE001  the next round tries again; the worker itself says what is wrong
            logger.warning("Jobs of dead workers could not be looked for")


async def _in_thread(function: Callable[[], object]) -> None:
    def run() -> None:
        close_old_connections()
        try:
            function()
        finally:
            close_old_connections()

    await sync_to_async(run, thread_sensitive=False)()
