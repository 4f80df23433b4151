"""Give the jobs of dead workers to others, and forget what ended long ago."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.jobs import Status

from parvis.core.jobs.models import JobFailure
from parvis.kernel import clock
from parvis.kernel.declarations.jobs import jobs

CRASHES_BORNE = 3
KEEP_DONE_HOURS = 7 * 24
KEEP_FAILED_HOURS = 30 * 24


@transaction.atomic
def recover_stalled() -> int:
    """Queue again the jobs whose worker died; safe from several workers at once.

    A job that outlives too many workers probably kills them: it is left as failed.
    """
    silent_since = clock.now() - timedelta(seconds=settings.PARVIS_WORKER_STALLED_AFTER)
    stalled = (
        ProcrastinateJob.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status="doing")
        .filter(Q(worker__isnull=True) | Q(worker__last_heartbeat__lt=silent_since))
        .order_by("pk")
    )
    found = list(stalled)
    for job in found:
        if job.attempts >= (jobs.get(job.task_name).retries if job.task_name in jobs else 0) + CRASHES_BORNE:
            JobFailure.objects.create(job=job.pk, key=job.task_name, attempt=job.attempts + 1, error="WorkerDied")
            _execute("finish_job", job_id=job.pk, status=Status.FAILED.value, delete_job=False)
        else:
            app.job_manager.retry_job_by_id(job.pk, clock.now())
    return len(found)


def forget_finished() -> None:
    """Delete jobs that ended long ago, the reasons of their failures and the traces of dead workers."""
    done = [Status.SUCCEEDED.value]
    others = [Status.FAILED.value, Status.CANCELLED.value, Status.ABORTED.value]
    _execute("delete_old_jobs", nb_hours=KEEP_DONE_HOURS, queue=None, statuses=done)
    _execute("delete_old_jobs", nb_hours=KEEP_FAILED_HOURS, queue=None, statuses=others)
    JobFailure.objects.filter(occurred_on__lt=clock.now() - timedelta(hours=KEEP_FAILED_HOURS)).delete()
    if ProcrastinateWorker.objects.exists():
        _execute("prune_stalled_workers", seconds_since_heartbeat=24 * 3600)


def _execute(query: str, **arguments: object) -> None:
    """Run one of the queue's own statements on Django's connection."""
    app.connector.get_sync_connector().execute_query(query=sql.queries[query], **arguments)
