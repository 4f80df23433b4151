"""A job runs in its scope; a failure leaves its reason and no value."""

from datetime import timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.jobs.actions.deferring import defer
from parvis.core.jobs.models import JobFailure
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind


def status(number: int) -> str:
    return ProcrastinateJob.objects.get(pk=number).status


def test_a_job_acts_as_the_system_on_the_organisations_given(workers):
    nadia = Actor(ActorKind.USER, "12", roles=((3, "membre"), (1, "gestionnaire")))
    defer("test.scope", by=nadia)
    defer("test.scope", by=nadia, organisations=[3])
    defer("test.scope")
    defer("test.scope-of-everything")
    workers.drain()
    assert sorted(workers.ran) == [
        "system:test.scope organisations [1, 3] job",
        "system:test.scope organisations [3] job",
        "system:test.scope organisations [] job",
        "system:test.scope-of-everything everything [] job",
    ]


def test_a_failed_job_waits_before_it_is_tried_again_then_stays_visible_without_any_value(workers):
    number = defer("test.fail", name="x")
    workers.drain()
    job = ProcrastinateJob.objects.get(pk=number)
    assert (job.status, job.attempts) == ("todo", 1)
    assert timedelta(0) < job.scheduled_at - clock.now() <= timedelta(seconds=2)
    workers.start()
    workers.wait_for(lambda: status(number) == "failed")
    assert workers.ran == ["fail x", "fail x"]
    failures = JobFailure.objects.filter(job=number)
    assert [(failure.attempt, failure.error) for failure in failures] == [(2, "ValueError"), (1, "ValueError")]
    assert failures[0].place.splitlines()[-1].endswith(" fail")
    assert "Jeanne" not in str([vars(failure) for failure in failures])
