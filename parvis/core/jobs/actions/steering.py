"""What an administrator may do to a job: have it run again, or prevent it from running."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.jobs.enums import State
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.events import Deed, publish


@transaction.atomic
def retry_job(*, by: Actor, number: int) -> bool:
    """Queue a failed job again; false when it is not, or no longer, failed."""
    if not _held(number, State.FAILED):
        return False
    app.job_manager.retry_job_by_id(number, clock.now())
    publish(Deed(by, "jobs.retry", f"job:{number}"))
    return True


@transaction.atomic
def cancel_job(*, by: Actor, number: int) -> bool:
    """Take a waiting job out of the queue; false when it has started or ended."""
    if not _held(number, State.WAITING):
        return False
    app.job_manager.cancel_job_by_id(number)
    publish(Deed(by, "jobs.cancel", f"job:{number}"))
    return True


def _held(number: int, state: State) -> bool:
    """Whether the job is in ``state``, and stays there until the end of the transaction."""
    found = ProcrastinateJob.objects.select_for_update(of=("self",)).filter(pk=number, status=state.value)
    return found.first() is not None
