"""``retention run``: what is due, and with ``--apply`` its erasure."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parvis.core.privacy.actions.retention.night import NightUnderWayError, dry_run, run_night
from parvis.core.privacy.queries.retention.figures import Count
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.french.typography import counted, number
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Efface ce dont la durée de conservation est finie ; sans --apply, dit seulement ce qui le serait."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        run = verbs.add_parser("run", help="une nuit d’effacement, à blanc par défaut")
        run.add_argument("--apply", action="store_true", help="efface pour de bon")
        run.add_argument("--today", type=date.fromisoformat, help="fait comme si c’était ce jour (AAAA-MM-JJ)")
        run.add_argument("--json", action="store_true", help="un objet JSON par ligne, une ligne par règle")

    def handle(self, *args: Any, **options: Any) -> None:
        today, apply = options["today"] or clock.today(), options["apply"]
        if apply and today > clock.today() and settings.PARVIS_MODE == "production":
            raise CommandError("Un effacement avant l’heure est refusé : retirez --today ou --apply.")
        with open_scope(system("retention"), reach=Reach.EVERYTHING, channel="command") as scope:
            try:
                counts = self._apply(scope.actor, today, quiet=options["json"]) if apply else dry_run(today)
            except NightUnderWayError as error:
                raise CommandError(str(error)) from error
        self._report(counts, as_json=options["json"])
        if not options["json"]:
            self._conclude(counts, today, apply=apply)

    def _apply(self, by: Any, today: date, *, quiet: bool) -> list[Count]:
        bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, quiet=quiet),
        )
        tasks: dict[str, Any] = {}

        def advance(rule: str, done: int, total: int) -> None:
            if rule not in tasks:
                tasks[rule] = bars.add_task(rule, total=total)
            bars.update(tasks[rule], completed=done)

        with bars:
            return run_night(by=by, today=today, progress=advance)

    def _report(self, counts: list[Count], *, as_json: bool) -> None:
        for found in counts:
            if as_json:
                self.stdout.write(json.dumps(found.document, ensure_ascii=False))
                continue
            parts = [
                counted(found.rows, "ligne"), counted(found.due, "échue"), counted(found.done, "effacée"),
            ]  # fmt: skip
            parts += [counted(found.held, "suspendue")] if found.held else []
            parts += [counted(found.restricted, "limitée")] if found.restricted else []
            parts += [counted(found.future, "datée du futur", "datées du futur")] if found.future else []
            parts += [f"la plus ancienne due le {found.oldest:%d/%m/%Y}"] if found.oldest else []
            parts += [f"ARRÊT : {found.stopped}"] if found.stopped else []
            self.stdout.write(f"{found.rule} : {', '.join(parts)}")

    def _conclude(self, counts: list[Count], today: date, *, apply: bool) -> None:
        due, done = sum(found.due for found in counts), sum(found.done for found in counts)
        if apply:
            erased = sum(found.erased for found in counts)
            before = f", {number(done)} en tout cette nuit" if done > erased else ""
            rest = counted(due, "reste", "restent")
            self.stdout.write(
                f"Nuit du {today:%d/%m/%Y} : {counted(erased, 'ligne effacée', 'lignes effacées')}{before}, "
                f"{rest} à effacer."
            )
        else:
            would = counted(due, "ligne serait effacée", "lignes seraient effacées")
            self.stdout.write(f"À blanc, le {today:%d/%m/%Y} : {would}. Rien n’a été changé.")
