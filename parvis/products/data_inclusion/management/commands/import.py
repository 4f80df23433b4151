"""``import``: bring a source into the reference and print what became of its lines."""  # noqa: N999  the command is « parvis import »

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.data_inclusion.actions.catalogue import producers
from parvis.products.data_inclusion.actions.importing import AlreadyRunning, SourceFailed, import_source
from parvis.products.data_inclusion.models import ImportRun

SHOWN = 20


class Command(BaseCommand):
    help = "Importe une source dans le référentiel : « parvis import mairies »."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="identifiant de la source")
        parser.add_argument("--rapport", action="store_true", help="affiche toutes les lignes corrigées ou refusées")

    def handle(self, *args: Any, source: str, rapport: bool, verbosity: int, **options: Any) -> None:
        if source not in producers:
            known = ", ".join(producer.slug for producer in producers)
            raise CommandError(f"Source inconnue : « {source} ». Sources connues : {known}.")
        console = Console(stderr=True, quiet=verbosity == 0)
        bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
        )
        with bars, open_scope(system(f"import.{source}"), reach=Reach.EVERYTHING, channel="command") as scope:
            task = bars.add_task(producers.get(source).name, total=None)
            try:
                run = import_source(
                    by=scope.actor,
                    producer=producers.get(source),
                    advance=lambda done, total: bars.update(task, completed=done, total=total),
                )
            except (AlreadyRunning, SourceFailed) as error:
                cause = f" {error.__cause__}" if error.__cause__ else ""
                raise CommandError(f"{error}{cause}") from error
            self._report(run, console=Console(file=self.stdout), whole=rapport)  # type: ignore[arg-type]  # OutputWrapper writes like a file

    def _report(self, run: ImportRun, console: Console, *, whole: bool) -> None:
        console.print(
            f"{run.accepted} acceptées, {run.corrected} corrigées, {run.refused} refusées, "
            f"{run.unchanged} inchangées, {run.removed} retirées."
        )
        if run.accepted == run.corrected == run.removed == 0:
            console.print("Aucun changement : le référentiel est à jour.")
        lines = run.lines.all() if whole else run.lines.all()[:SHOWN]
        if not lines:
            return
        table = Table("ligne", "identifiant", "verdict", "détail")
        for line in lines:
            detail = "; ".join(line.corrections) or f"{line.reason}. {line.suggestion}"
            table.add_row(str(line.number), line.record, line.get_verdict_display(), detail)
        console.print(table)
        if not whole and (left := run.lines.count() - SHOWN) > 0:
            console.print(f"… et {left} autres lignes : « parvis import {run.source_id} --rapport ».")
