"""The processes of the demonstration: the web server and the worker, forked from one loaded interpreter."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from parvis.kernel.declarations.starting import take_conditions_for_granted

GRACE = 10.0


class Gate:
    """What a child waits at, with its code already loaded, until its parent has prepared the rest."""

    def __init__(self) -> None:
        self._event = multiprocessing.get_context("fork").Event()
        self._keeper = os.getpid()

    def open(self) -> None:
        """Let the child through."""
        self._event.set()

    def wait(self) -> None:
        """Wait for the parent; leave when it is no more."""
        while not self._event.wait(1.0):
            if os.getppid() != self._keeper:
                sys.exit(1)


def serve(port: int, workers: int, prepared: Gate) -> None:
    """Load the application while the data are prepared, then serve until told to stop."""
    take_conditions_for_granted()
    # The child alone needs the web server, and has time to import it while it waits.
    from parvis.config.web_server import WebServer

    server = WebServer(port, workers)
    server.wsgi()
    import_module(settings.ROOT_URLCONF)
    prepared.wait()
    server.run()


def work(prepared: Gate) -> None:
    """Load the worker while the data are prepared, then run it until it is told to stop."""
    import_module("parvis.core.jobs.actions.working")
    prepared.wait()
    take_conditions_for_granted()
    call_command("worker")


def receive_mail(port: int, prepared: Gate) -> None:
    """Wait for the data, then take in the mail that comes to this port."""
    prepared.wait()
    take_conditions_for_granted()
    call_command("receive_mail", port=port)


@contextlib.contextmanager
def running(target: Callable[..., None], *args: Any, folder: Path, name: str) -> Iterator[BaseProcess]:
    """A child in its own session, whose output is kept in the logs; stopped at the end."""
    logs = folder / "journaux"
    logs.mkdir(exist_ok=True)
    connections.close_all()
    # What is loaded stays: the collector need not read it again, nor copy its pages in each child.
    gc.freeze()
    process = multiprocessing.get_context("fork").Process(
        target=_detached, args=(logs / f"{name}.log", target, args), name=name
    )
    process.start()
    assert process.pid is not None  # noqa: S101  started
    leftover = folder / f"{name}.pid"
    leftover.write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}")
    try:
        yield process
    finally:
        started = _started_by(process.pid)
        process.terminate()
        process.join(GRACE)
        if process.is_alive():
            process.kill()
            process.join()
        _end_with(process.pid, started)
        leftover.unlink(missing_ok=True)


def stop_leftover(folder: Path, name: str) -> None:
    """Stop the child of a demonstration that was killed before it could do so itself."""
    record = folder / f"{name}.pid"
    if not record.exists():
        return
    pid, born = record.read_text().split()
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(int(pid))
        if process.create_time() == float(born):
            started = _started_by(process.pid)
            process.terminate()
            psutil.wait_procs([process], timeout=GRACE)
            _end_with(process.pid, [process, *started])


def _started_by(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def _end_with(group: int, members: list[psutil.Process]) -> None:
    """End what a child had started itself, such as a drill: left to itself it would hold the database."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    psutil.wait_procs(members, timeout=GRACE)


def _detached(log: Path, target: Callable[..., None], args: tuple[Any, ...]) -> None:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with log.open("a", buffering=1) as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
        target(*args)
