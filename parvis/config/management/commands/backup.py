"""``backup``: one sealed archive of the database and the files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.config.backups import archives, backup, flaws
from parvis.kernel.declarations.privacy import BACKUPS_KEPT


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers, chiffrés ; --check dit si les sauvegardes sont comme annoncées."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="ne sauvegarde rien, vérifie l’âge des sauvegardes")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            if found := flaws():
                raise CommandError("\n".join(found))
            self.stdout.write(f"{len(archives())} sauvegardes, toutes de {BACKUPS_KEPT} au plus.")
            return
        path = backup()
        self.stdout.write(f"Sauvegarde écrite : {path} ({path.stat().st_size / 1e6:.1f} Mo).")
        self.stdout.write("Copiez-la ailleurs, avec le registre des effacements qui est à côté d’elle.")
