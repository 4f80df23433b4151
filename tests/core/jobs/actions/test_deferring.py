"""Queued with the transaction, or not at all."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.jobs.actions.deferring import defer


def status(number: int) -> str:
    return ProcrastinateJob.objects.get(pk=number).status


def test_a_job_runs_when_its_transaction_commits_and_never_when_it_rolls_back(workers):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer("test.note", name="lost")
        raise ZeroDivisionError
    with transaction.atomic():
        number = defer("test.note", name="kept")
    workers.drain()
    assert workers.ran == ["kept"]
    assert status(number) == "succeeded"


def test_a_job_that_fails_takes_with_it_what_it_deferred(workers):
    defer("test.chain", name="x")
    workers.drain()
    assert workers.ran == []
    assert list(ProcrastinateJob.objects.values_list("task_name", "status")) == [("test.chain", "failed")]


@pytest.mark.django_db
def test_only_identifiers_are_carried(declared):
    for value in ("jeanne@example.test", "Jeanne Martin", "x" * 129, 1.5, {"a": 1}):
        with pytest.raises(ValueError, match="identifiers only"):
            defer("test.note", name=value)
    assert defer("test.note", name="user:12", numbers=[1, 2], flag=True, nothing=None)


@pytest.mark.django_db
def test_an_unknown_job_is_refused():
    with pytest.raises(LookupError):
        defer("nobody.declared-this")


@pytest.mark.django_db
def test_what_is_already_waiting_is_not_queued_twice_and_leaves_the_transaction_usable(declared):
    with transaction.atomic():
        assert defer("test.note", name="a", queueing_lock="only-one")
        assert defer("test.note", name="b", queueing_lock="only-one") is None
        assert ProcrastinateJob.objects.filter(task_name="test.note").count() == 1


@pytest.mark.django_db
def test_a_job_can_wait_for_its_hour(declared):
    tomorrow = datetime(2030, 1, 1, 7, tzinfo=UTC)
    number = defer("test.note", name="a", at=tomorrow, lock="one-at-a-time")
    job = ProcrastinateJob.objects.get(pk=number)
    assert (job.scheduled_at, job.lock, job.args) == (
        tomorrow,
        "one-at-a-time",
        {"payload": {"name": "a"}, "organisations": []},
    )
