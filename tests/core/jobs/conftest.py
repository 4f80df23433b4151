"""Real workers, in processes of their own, on this test's database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from parvis.config.address import Address
from parvis.kernel.declarations.jobs import Job, jobs


class Workers:
    """Starts workers and reads what they did."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen] = []

    def start(self, *options: str, **environment: str) -> subprocess.Popen:
        from django.conf import settings

        address = {
            "DATABASE_URL": django_url(settings.PARVIS_OWNER),
            "DATABASE_WEB_URL": django_url(settings.PARVIS_WEB),
        }
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker_process.py")), str(self.folder), *options],
            env=os.environ | {"PARVIS_MODE": "test"} | address | environment,
        )
        self.processes.append(process)
        return process

    def drain(self) -> None:
        """Run a worker until nothing is left to run now."""
        assert self.start("--drain").wait(timeout=60) == 0

    @property
    def ran(self) -> list[str]:
        file = self.folder / "ran"
        return file.read_text().splitlines() if file.exists() else []

    def wait_for(self, condition: Callable[[], bool], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"waited in vain; the workers ran {self.ran}"
            time.sleep(0.1)

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


def django_url(address: Address) -> str:
    """The address as DATABASE_URL wants it."""
    query = urlencode({"host": address.host} | ({"port": address.port} if address.port else {}))
    return f"postgresql://{quote(address.user)}:{quote(address.password)}@/{quote(address.name)}?{query}"


@pytest.fixture
def static_folder(settings) -> None:
    """The folder that a request expects to be there."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.fixture
def declared() -> Iterator[None]:
    """The jobs that the test workers know, declared here too so that they can be deferred."""
    keys = ["note", "slow", "fail", "scope", "scope-of-everything", "chain"]
    for key in keys:
        jobs.register(Job(key=f"test.{key}", label=key, run=print, retries=1))
    yield
    for key in keys:
        del jobs._items[f"test.{key}"]


@pytest.fixture
def queue(django_db_setup, django_db_blocker) -> Iterator[None]:
    """An empty queue before and after, seen by other processes: what the test writes is committed."""
    with django_db_blocker.unblock():
        empty()
        yield
        empty()


def empty() -> None:
    with connection.cursor() as cursor:
        for table in ("periodic_defers", "events", "jobs", "workers"):
            cursor.execute(f"DELETE FROM procrastinate_{table}")
        cursor.execute("DELETE FROM jobs_jobfailure")


@pytest.fixture
def workers(queue, declared, tmp_path) -> Iterator[Workers]:
    found = Workers(tmp_path)
    yield found
    found.stop()
