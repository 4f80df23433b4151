"""``restore``: put a backup back, without bringing anybody back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.config.backups import archives
from parvis.config.restoring import rehearse, restore
from parvis.kernel.french.typography import counted


class Command(BaseCommand):
    help = "Restaure une sauvegarde, efface à nouveau ce qui l’a été depuis, puis ouvre."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", nargs="?", type=Path, help="la sauvegarde ; par défaut la dernière")
        parser.add_argument("--drill", action="store_true", help="s’exerce dans une base à part, et ne change rien")
        parser.add_argument("--keep", action="store_true", help="garde la base présente sous un autre nom")

    def handle(self, *args: Any, archive: Path | None, keep: bool, drill: bool, **options: Any) -> None:
        path = archive or next(iter(reversed(archives())), None)
        if path is None or not path.exists():
            raise CommandError("Aucune sauvegarde ici : donnez le chemin d’une archive.")
        if drill:
            done = rehearse(path, say=self.stdout.write).done
            ending = f"Exercice réussi en {done.seconds} s. Rien n’a été changé."
        else:
            done = restore(path, say=self.stdout.write, keep=keep).done
            ending = "Restauré. Vous pouvez ouvrir."
        again = counted(done.replayed, "ligne effacée à nouveau", "lignes effacées à nouveau")
        since = counted(done.purged, "échue depuis", "échues depuis")
        self.stdout.write(f"{again}, {since}. {ending}")
