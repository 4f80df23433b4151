"""``import``: bring a source into the reference and print what became of its lines."""  # noqa: N999  the command is « parvis import »

from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parvis.kernel.actor import system
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.kernel.scope import Reach, open_scope
from parvis.products.data_inclusion.actions.catalogue import producers
from parvis.products.data_inclusion.actions.declared import declared_producer
from parvis.products.data_inclusion.actions.declaring import About, declare_source, draft_source, read_mapping
from parvis.products.data_inclusion.actions.importing import AlreadyRunning, SourceFailed, import_source
from parvis.products.data_inclusion.actions.mapping.reading_config import ConfigError
from parvis.products.data_inclusion.actions.producers import Producer
from parvis.products.data_inclusion.enums import SourceFormat
from parvis.products.data_inclusion.management.printed_report import (
    print_lines,
    print_report,
    write_json,
    write_report,
)
from parvis.products.data_inclusion.models import ImportRun, Source


class Command(BaseCommand):
    help = (
        "Importe une source dans le référentiel : « parvis import mairies ». Une source nouvelle se déclare en même "
        "temps : « parvis import hub-lo --depuis lieux.json --config config.json --nom Hub-lo »."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="identifiant de la source")
        parser.add_argument(
            "--rapport",
            nargs="?",
            const="",
            metavar="FICHIER",
            help="affiche toutes les lignes corrigées ou refusées ; avec un fichier .csv ou .json, y écrit toutes les "
            "lignes, acceptées comprises",
        )
        parser.add_argument("--json", action="store_true", help="écrit le rapport de toutes les lignes en JSON")
        parser.add_argument("--depuis", nargs="+", default=[], help="fichiers ou adresses : déclare la source")
        parser.add_argument("--nom", default="", help="nom de la source, tel qu'il sera publié")
        parser.add_argument(
            "--corrections",
            default="",
            metavar="ADRESSE",
            help="adresse du producteur, où lui demander des corrections",
        )
        parser.add_argument(
            "--description", default="", help="ce que contient la source et qui la donne, en une phrase"
        )
        parser.add_argument(
            "--licence", default="", help="licence sous laquelle elle est donnée : « Licence Ouverte 2.0 »"
        )
        words = parser.add_mutually_exclusive_group()
        words.add_argument("--config", help="correspondance du producteur : son fichier config.json")
        words.add_argument(
            "--schema",
            choices=[SourceFormat.REFERENCE.value, SourceFormat.LIEUX.value],
            default=SourceFormat.REFERENCE.value,
            help="schéma des fichiers : celui de data·inclusion (par défaut) ou celui des lieux de médiation numérique",
        )

    def handle(self, *args: Any, source: str, rapport: str | None, verbosity: int, **options: Any) -> None:
        if rapport:
            _check_writable(rapport)
        console = Console(stderr=True, quiet=verbosity == 0)
        bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
        )
        with bars, open_scope(system(f"import.{source}"), reach=Reach.EVERYTHING, channel="command") as scope:
            try:
                draft = self._draft(source, options) if options["depuis"] else None
                with self._producer(source, draft, bars) as producer:
                    if draft:
                        declare_source(by=scope.actor, draft=draft)
                    task = bars.add_task(producer.name, total=None)
                    run = import_source(
                        by=scope.actor,
                        producer=producer,
                        advance=lambda done, total: bars.update(task, completed=done, total=total or None),
                    )
            except (AlreadyRunning, SourceFailed) as error:
                cause = f" Cause : {str(error.__cause__).rstrip('.')}." if error.__cause__ else ""
                raise CommandError(f"{error}{cause}") from error
            except (SourceUnreadable, ConfigError, ValidationError) as error:
                raise CommandError("\n".join(getattr(error, "messages", None) or [str(error)])) from error
            self._report(run, producer, rapport, in_json=options["json"])

    def _draft(self, slug: str, options: dict[str, Any]) -> Source:
        if slug in producers:
            raise CommandError(f"La source « {slug} » est lue par Parvis : elle ne se déclare pas.")
        mapping = read_mapping(options["config"]) if options["config"] else ""
        return draft_source(
            slug=slug,
            name=options["nom"],
            format=SourceFormat.MAPPING if mapping else SourceFormat(options["schema"]),
            locations=options["depuis"],
            mapping=mapping,
            contact=options["corrections"],
            about=About(options["description"], options["licence"]),
        )

    def _producer(self, slug: str, draft: Source | None, bars: Progress) -> AbstractContextManager[Producer]:
        if slug in producers:
            return nullcontext(producers.get(slug))
        declared = draft or Source.objects.filter(slug=slug).exclude(format=SourceFormat.HOUSE).first()
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

    def _report(self, run: ImportRun, producer: Producer, rapport: str | None, *, in_json: bool) -> None:
        if rapport:
            write_report(run, Path(rapport))
        if in_json:
            write_json(run, partial(self.stdout.write, ending=""))
            return
        console = Console(file=self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes like a file
        print_report(run, producer.remarks, console)
        if rapport:
            console.print(f"Rapport ligne par ligne : {rapport}", markup=False)
        elif rapport is not None:
            print_lines(run, console)
        elif run.lines.exists():
            console.print("Ligne par ligne : --rapport ; avec les lignes acceptées : --rapport rapport.csv, ou --json.")


def _check_writable(rapport: str) -> None:
    """Before the import: a report that cannot be written is known at once."""
    try:
        Path(rapport).open("a").close()
    except OSError as error:
        raise CommandError(f"Le rapport ne peut pas être écrit dans « {rapport} ». Vérifiez le dossier.") from error
