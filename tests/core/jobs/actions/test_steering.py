"""Steering a job leaves a line in the journal, in the same transaction."""

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.jobs.actions.deferring import defer
from parvis.core.jobs.actions.steering import cancel_job, retry_job
from parvis.kernel.actor import Actor, ActorKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared", "acting")]

ADMINISTRATOR = Actor(ActorKind.USER, "1", platform_administrator=True)


def journal() -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor_key, verb, object_key FROM journal_entry ORDER BY recorded_at")
        return cursor.fetchall()


def test_a_cancelled_job_never_runs_and_the_journal_tells_who_did_it():
    number = defer("test.note", name="a")
    before = len(journal())
    assert cancel_job(by=ADMINISTRATOR, number=number)
    assert ProcrastinateJob.objects.get(pk=number).status == "cancelled"
    assert journal()[before:] == [("user:1", "jobs.cancel", f"job:{number}")]
    assert not cancel_job(by=ADMINISTRATOR, number=number)
    assert not retry_job(by=ADMINISTRATOR, number=number)
    assert len(journal()) == before + 1


def test_a_failed_job_waits_again_and_the_journal_tells_who_did_it():
    number = defer("test.note", name="a")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
    before = len(journal())
    assert retry_job(by=ADMINISTRATOR, number=number)
    assert ProcrastinateJob.objects.get(pk=number).status == "todo"
    assert journal()[before:] == [("user:1", "jobs.retry", f"job:{number}")]
