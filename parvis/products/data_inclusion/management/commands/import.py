"""``import``: bring a source into the reference and print what became of its lines."""  # noqa: N999  the command is « parvis import »

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from parvis.kernel.actor import Actor, system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.data_inclusion.actions.catalogue import producers
from parvis.products.data_inclusion.actions.declared import declared_producer
from parvis.products.data_inclusion.actions.declaring import declare_source, read_mapping
from parvis.products.data_inclusion.actions.importing import AlreadyRunning, SourceFailed, import_source
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.actions.producers import Producer
from parvis.products.data_inclusion.actions.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.enums import SourceFormat
from parvis.products.data_inclusion.models import ImportRun, Source

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Importe une source dans le référentiel : « parvis import mairies ». Une source nouvelle se déclare en même "
        "temps : « parvis import hub-lo --depuis lieux.json --config config.json --nom Hub-lo »."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="identifiant de la source")
        parser.add_argument("--rapport", action="store_true", help="affiche toutes les lignes corrigées ou refusées")
        parser.add_argument("--depuis", nargs="+", default=[], help="fichiers ou adresses : déclare la source")
        parser.add_argument("--nom", default="", help="nom de la source, tel qu'il sera publié")
        words = parser.add_mutually_exclusive_group()
        words.add_argument("--config", help="correspondance du producteur : son fichier config.json")
        words.add_argument(
            "--schema",
            choices=[SourceFormat.REFERENCE.value, SourceFormat.LIEUX.value],
            default=SourceFormat.REFERENCE.value,
            help="schéma des fichiers : celui de data·inclusion (par défaut) ou celui des lieux de médiation numérique",
        )

    def handle(self, *args: Any, source: str, rapport: bool, verbosity: int, **options: Any) -> None:
        console = Console(stderr=True, quiet=verbosity == 0)
        bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
        )
        with bars, open_scope(system(f"import.{source}"), reach=Reach.EVERYTHING, channel="command") as scope:
            try:
                if options["depuis"]:
                    self._declare(scope.actor, source, options)
                with self._producer(source, bars) as producer:
                    task = bars.add_task(producer.name, total=None)
                    run = import_source(
                        by=scope.actor,
                        producer=producer,
                        advance=lambda done, total: bars.update(task, completed=done, total=total or None),
                    )
            except (AlreadyRunning, SourceFailed) as error:
                cause = f" {error.__cause__}" if error.__cause__ else ""
                raise CommandError(f"{error}{cause}") from error
            except (SourceUnreadable, ConfigError, ValidationError) as error:
                raise CommandError("\n".join(getattr(error, "messages", None) or [str(error)])) from error
            self._report(run, console=Console(file=self.stdout), whole=rapport)  # type: ignore[arg-type]  # OutputWrapper writes like a file

    def _declare(self, by: Actor, slug: str, options: dict[str, Any]) -> None:
        if slug in producers:
            raise CommandError(f"La source « {slug} » est lue par Parvis : elle ne se déclare pas.")
        mapping = read_mapping(options["config"]) if options["config"] else ""
        declare_source(
            by=by,
            slug=slug,
            name=options["nom"],
            format=SourceFormat.MAPPING if mapping else SourceFormat(options["schema"]),
            locations=options["depuis"],
            mapping=mapping,
        )

    def _producer(self, slug: str, bars: Progress) -> AbstractContextManager[Producer]:
        if slug in producers:
            return nullcontext(producers.get(slug))
        declared = Source.objects.filter(slug=slug).exclude(format=SourceFormat.HOUSE).first()
        if declared is None:
            known = [*(producer.slug for producer in producers), *Source.objects.values_list("slug", flat=True)]
            raise CommandError(
                f"Source inconnue : « {slug} ». Sources connues : {', '.join(dict.fromkeys(known))}. "
                "Pour en déclarer une : --depuis FICHIER."
            )
        task = bars.add_task("Téléchargement", total=None, visible=False)
        return declared_producer(
            declared, lambda done, total: bars.update(task, completed=done, total=total, visible=True)
        )

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
