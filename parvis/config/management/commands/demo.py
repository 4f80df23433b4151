"""``demo``: prepare everything, serve, and stop everything that was started."""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from parvis.config.env import Mode, environment
from parvis.config.static import collect
from parvis.kernel.declarations.loads import sign_ins

ROOM_NEEDED = 1 << 30
READY_WITHIN = 60.0
PROCESSES = ("web", "worker")


class Command(BaseCommand):
    help = "Prépare la démonstration et la sert, jusqu'à Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if environment().mode is Mode.PRODUCTION:
            raise CommandError("La démonstration ne se lance pas sur une installation de production.")
        port = environment().port
        for name in PROCESSES:
            _stop_leftover(settings.PARVIS_DATA / f"{name}.pid")
        _require_free(port)
        _require_room(settings.PARVIS_DATA)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load", demo=True)
        collect()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.ExitStack() as running, contextlib.suppress(KeyboardInterrupt):
            processes = {
                "serveur web": running.enter_context(_running(_web_server(port), "web")),
                "tâches de fond": running.enter_context(
                    _running([sys.executable, "-m", "parvis.config.cli", "worker"], "worker")
                ),
            }
            _wait_until_healthy(port, processes)
            self._welcome(port)
            _watch(processes)

    def _welcome(self, port: int) -> None:
        write = self.stdout.write
        write(f"\nParvis est prêt : http://127.0.0.1:{port}/\n")
        for sign_in in sign_ins:
            note = f" ({sign_in.note})" if sign_in.note else ""
            write(f"  {sign_in.role} : {sign_in.email} / {sign_in.password}{note}")
        write("\nCtrl-C arrête tout.")
        self.stdout.flush()


def _web_server(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "parvis.config.wsgi:application",
        "--bind", f"127.0.0.1:{port}", "--workers", str(environment().workers), "--threads", "4",
        "--worker-class", "gthread", "--preload", "--no-control-socket",
    ]  # fmt: skip


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Le port {port} est déjà pris. Arrêtez le programme qui l'utilise, "
                f"ou choisissez-en un autre : PORT={port + 1} make demo"
            ) from error


def _require_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        raise CommandError(
            f"Il reste {free >> 20} Mo sur le disque de {folder} ; la démonstration en demande {ROOM_NEEDED >> 20}. "
            "Libérez de la place ou changez PARVIS_DATA."
        )


@contextlib.contextmanager
def _running(command: list[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A child in its own process group, whose output is kept in the logs; stopped at the end."""
    logs = settings.PARVIS_DATA / "journaux"
    logs.mkdir(exist_ok=True)
    leftover = settings.PARVIS_DATA / f"{name}.pid"
    with (logs / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)  # noqa: S603  our own commands
    leftover.write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}")
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        leftover.unlink(missing_ok=True)


def _stop_leftover(record: Path) -> None:
    """Stop the child of a demonstration that was killed before it could do so itself."""
    if not record.exists():
        return
    pid, born = record.read_text().split()
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(int(pid))
        if process.create_time() == float(born):
            process.terminate()
            psutil.wait_procs([process], timeout=10)


def _wait_until_healthy(port: int, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        _require_alive(processes)
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=2).close()
            return
        if time.monotonic() > deadline:
            raise CommandError(
                f"Le serveur ne se dit pas en bonne santé après {READY_WITHIN:.0f} s : "
                f"lisez {settings.PARVIS_DATA / 'journaux'} et http://127.0.0.1:{port}/sante/"
            )
        time.sleep(0.1)


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _require_alive(processes)
        time.sleep(0.5)


def _require_alive(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise CommandError(
                f"Le processus « {name} » s'est arrêté (code {process.returncode}). "
                f"Son journal est dans {settings.PARVIS_DATA / 'journaux'}."
            )
