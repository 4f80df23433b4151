"""A real worker with a few jobs made for the tests, and none of the platform's own.

Run as ``python worker_process.py FOLDER [worker options]``; what the jobs did is written in FOLDER.
"""

import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from parvis.core.jobs.actions.deferring import defer
from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_scope

FOLDER = Path(sys.argv[1])


def note(name: str) -> None:
    with (FOLDER / "ran").open("a") as file:
        file.write(f"{name}\n")


def slow(name: str, seconds: int) -> None:
    note(f"start {name}")
    time.sleep(seconds)
    note(f"end {name}")


def fail(name: str) -> None:
    note(f"fail {name}")
    raise ValueError("Jeanne Martin, jeanne@example.test")


def tell_scope() -> None:
    scope = current_scope()
    note(f"{scope.actor.key} {scope.reach} {sorted(scope.organisations)} {scope.channel}")


def chain(name: str) -> None:
    """Defers a job, then fails: nothing must come of it."""
    with transaction.atomic():
        defer("test.note", name="never")
        raise ValueError


def declare() -> None:
    """Replace the platform's jobs by the tests'."""
    jobs._items.clear()
    for key, run, options in (
        ("test.note", note, {}),
        ("test.slow", slow, {}),
        ("test.fail", fail, {"retries": 1}),
        ("test.scope", tell_scope, {}),
        ("test.scope-of-everything", tell_scope, {"everything": True}),
        ("test.chain", chain, {"retries": 0}),
    ):
        jobs.register(Job(key=key, label=key, run=run, **options))
    if "PERIODIC" in os.environ:
        jobs.register(Job("test.periodic", "", lambda: note("periodic"), schedule=os.environ["PERIODIC"]))


def hurry() -> None:
    """Seconds instead of minutes."""
    settings.PARVIS_WORKER_HEARTBEAT = 1
    settings.PARVIS_WORKER_STALLED_AFTER = 4
    settings.PARVIS_WORKER_RECOVERY_INTERVAL = 1
    settings.PARVIS_WORKER_GRACE = int(os.environ.get("GRACE", "20"))
    settings.PARVIS_JOB_BACKOFF = 2


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    declare()
    hurry()
    call_command("worker", *sys.argv[2:])
