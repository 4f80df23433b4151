"""``load``: official reference data, and with ``--demo`` the invented data of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parvis.kernel.actor import system
from parvis.kernel.declarations.loads import Load, loads
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Charge les données de référence ; chaque étape ne fait que ce qui manque."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="ajoute les données de démonstration")
        parser.add_argument("--only", help="clé d'une seule étape")

    def handle(self, *args: Any, demo: bool, only: str | None, verbosity: int, **options: Any) -> None:
        steps = sorted(
            (load for load in loads if (demo or not load.demonstration) and only in {None, load.key}),
            key=lambda load: (load.order, load.key),
        )
        bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, quiet=verbosity == 0),
        )
        with bars:
            for step in steps:
                self._run(step, bars)

    def _run(self, step: Load, bars: Progress) -> None:
        task = bars.add_task(step.label, total=None)

        def advance(done: int, total: int) -> None:
            bars.update(task, completed=done, total=total)

        with open_scope(system(f"load.{step.key}"), reach=Reach.EVERYTHING, channel="command"):
            step.run(advance)
        bars.update(task, completed=bars.tasks[task].total or 1, total=bars.tasks[task].total or 1)
