"""``worker``: runs what is in the queue."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from parvis.core.jobs.actions.working import work
from parvis.kernel.declarations.starting import require_conditions


class Command(BaseCommand):
    help = "Exécute les tâches en file d'attente et les tâches périodiques, jusqu'à SIGTERM ou Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="tâches menées de front (2 par défaut)")
        parser.add_argument("--drain", action="store_true", help="s'arrête quand plus aucune tâche n'attend")

    def handle(self, *args: Any, concurrency: int, drain: bool, **options: Any) -> None:
        require_conditions()
        asyncio.run(work(concurrency=concurrency, wait=not drain))
