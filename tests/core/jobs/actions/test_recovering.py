"""Nothing is lost with a worker."""

import signal
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.jobs.actions.deferring import defer
from parvis.core.jobs.actions.recovering import forget_finished, recover_stalled
from parvis.core.jobs.models import JobFailure
from parvis.kernel import clock


def status(number: int) -> str:
    return ProcrastinateJob.objects.get(pk=number).status


def test_the_job_of_a_killed_worker_is_run_by_another(workers):
    number = defer("test.slow", name="a", seconds=600)
    victim = workers.start()
    workers.wait_for(lambda: workers.ran == ["start a"])
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    assert status(number) == "doing"
    workers.start()
    workers.wait_for(lambda: workers.ran == ["start a", "start a"])


def in_the_hands_of_a_dead_worker(attempts: int) -> int:
    number = defer("test.note", name="a")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [attempts, number]
        )
    return number


def aged(number: int, days: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - %s * interval '1 day' WHERE job_id = %s", [days, number]
        )


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_stopped(declared):
    again, enough = in_the_hands_of_a_dead_worker(3), in_the_hands_of_a_dead_worker(4)
    assert recover_stalled() == 2
    assert (status(again), status(enough)) == ("todo", "failed")
    assert [(failure.job, failure.error) for failure in JobFailure.objects.all()] == [(enough, "WorkerDied")]


@pytest.mark.django_db
def test_the_job_of_a_living_worker_is_left_alone(declared):
    number = in_the_hands_of_a_dead_worker(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH w AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '50 s') RETURNING id)"
            " UPDATE procrastinate_jobs SET worker_id = (SELECT id FROM w) WHERE id = %s",
            [number],
        )
    assert recover_stalled() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '70 s'")
    assert recover_stalled() == 1


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_in_time(declared):
    def ended(state: str, days: int) -> int:
        number = in_the_hands_of_a_dead_worker(0)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, number])
        aged(number, days)
        return number

    kept = {ended("succeeded", 6), ended("failed", 29), ended("doing", 99)}
    ended("succeeded", 8)
    ended("failed", 31)
    ended("cancelled", 31)
    JobFailure.objects.create(job=1, key="a", attempt=1, error="E", occurred_on=clock.now() - timedelta(days=31))
    recent = JobFailure.objects.create(job=1, key="a", attempt=1, error="E")
    forget_finished()
    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == kept
    assert list(JobFailure.objects.all()) == [recent]
