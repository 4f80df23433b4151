"""Workers stop, start and share as promised."""

import signal
import time

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from parvis.core.jobs.actions.deferring import defer


def status(number: int) -> str:
    return ProcrastinateJob.objects.get(pk=number).status


def test_a_worker_told_to_stop_finishes_what_it_started(workers):
    number = defer("test.slow", name="a", seconds=3)
    worker = workers.start("--concurrency", "1")
    workers.wait_for(lambda: workers.ran == ["start a"])
    waiting = defer("test.note", name="later")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert workers.ran == ["start a", "end a"]
    assert (status(number), status(waiting)) == ("succeeded", "todo")
    assert not ProcrastinateWorker.objects.exists()


def test_a_worker_told_to_stop_gives_back_what_takes_too_long(workers):
    number = defer("test.slow", name="a", seconds=600)
    worker = workers.start(GRACE="1")
    workers.wait_for(lambda: workers.ran == ["start a"])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert status(number) == "todo"


def test_a_job_is_deferred_once_by_two_workers_each_time_it_is_due(workers):
    workers.start(PERIODIC="* * * * * */2")
    workers.start(PERIODIC="* * * * * */2")
    workers.wait_for(lambda: len(workers.ran) >= 4)
    time.sleep(1)
    stamps = [args["timestamp"] for args in ProcrastinateJob.objects.values_list("args", flat=True)]
    assert len(stamps) == len(set(stamps))
    assert all(stamp % 2 == 0 for stamp in stamps)


def test_a_worker_outlives_the_loss_of_its_connections(workers):

    workers.start()
    workers.wait_for(ProcrastinateWorker.objects.exists)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    defer("test.note", name="after")
    workers.wait_for(lambda: workers.ran == ["after"])
