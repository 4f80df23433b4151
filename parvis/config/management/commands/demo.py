"""``demo``: prepare everything, serve, and stop everything that was started."""

import contextlib
import shutil
import signal
import socket
import time
import urllib.error
import urllib.request
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from parvis.config.embedded import forget_the_dead
from parvis.config.env import Mode, environment
from parvis.config.jobs import catch_up
from parvis.config.preparation import is_prepared, remember_prepared
from parvis.config.processes import Gate, receive_mail, running, serve, stop_leftover, work
from parvis.config.static import collect
from parvis.kernel.declarations.loads import sign_ins
from parvis.kernel.declarations.starting import require_conditions

ROOM_NEEDED = 1 << 30
READY_WITHIN = 60.0
PROCESSES = ("web", "worker", "courriel")


class Command(BaseCommand):
    help = "Prépare la démonstration et la sert, jusqu'à Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if environment().mode is Mode.PRODUCTION:
            raise CommandError("La démonstration ne se lance pas sur une installation de production.")
        port = environment().port
        for name in PROCESSES:
            stop_leftover(settings.PARVIS_DATA, name)
        _require_free(port)
        _require_room(settings.PARVIS_DATA)
        for request in (signal.SIGINT, signal.SIGTERM):
            signal.signal(request, signal.default_int_handler)
        folder = settings.PARVIS_DATA
        collect()
        prepared = Gate()
        with contextlib.ExitStack() as stack:
            # Last of all: whoever was stopped while it used the database would leave it running.
            stack.callback(forget_the_dead, folder / "postgres")
            web = stack.enter_context(running(serve, port, environment().workers, prepared, folder=folder, name="web"))
            worker = stack.enter_context(running(work, prepared, folder=folder, name="worker"))
            processes = {"serveur web": web, "tâches de fond": worker}
            if mail_port := environment().mail_port:
                processes["courriel"] = stack.enter_context(
                    running(receive_mail, mail_port, prepared, folder=folder, name="courriel")
                )
            if not is_prepared():
                call_command("migrate", verbosity=0, interactive=False)
                call_command("load", demo=True)
                remember_prepared()
            require_conditions()
            prepared.open()
            _wait_until_healthy(port, processes)
            with contextlib.suppress(KeyboardInterrupt):
                self._welcome(port)
                # Once the site answers: the backup and the drill that its public page tells of are real ones.
                catch_up()
                _watch(processes)

    def _welcome(self, port: int) -> None:
        write = self.stdout.write
        write(f"\nParvis est prêt : http://127.0.0.1:{port}/\n")
        for sign_in in sign_ins:
            note = f" ({sign_in.note})" if sign_in.note else ""
            write(f"  {sign_in.role} : {sign_in.email} / {sign_in.password}{note}")
        if environment().mail_port:
            write(f"  Courriels adressés aux dossiers : 127.0.0.1, port {environment().mail_port} (SMTP)")
        write("\nCtrl-C arrête tout.")
        self.stdout.flush()


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


def _wait_until_healthy(port: int, processes: dict[str, BaseProcess]) -> None:
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
        time.sleep(0.02)


def _watch(processes: dict[str, BaseProcess]) -> None:
    while True:
        _require_alive(processes)
        time.sleep(0.5)


def _require_alive(processes: dict[str, BaseProcess]) -> None:
    for name, process in processes.items():
        if not process.is_alive():
            raise CommandError(
                f"Le processus « {name} » s'est arrêté (code {process.exitcode}). "
                f"Son journal est dans {settings.PARVIS_DATA / 'journaux'}."
            )
