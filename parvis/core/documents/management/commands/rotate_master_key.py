"""``rotate_master_key``: seals the keys of the files with the new master key."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.core.documents.actions.rotating import rotate_master_key
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Après un changement de PARVIS_MASTER_KEY, scelle à nouveau les clés des fichiers. L'ancienne est déclarée."

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system("documents.rotate")
        with open_scope(actor, reach=Reach.EVERYTHING, channel="command"):
            count = rotate_master_key(by=actor)
        self.stdout.write(f"Clés de fichiers scellées à nouveau : {count}")
