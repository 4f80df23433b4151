"""``reference``: write or verify the generated pages of docs/reference."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.config.reference import PAGES


class Command(BaseCommand):
    help = "Compare docs/reference avec le code ; --write les récrit."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        folder = Path(__file__).parents[4] / "docs" / "reference"
        stale = [
            name for name, page in PAGES.items()
            if not (folder / name).exists() or (folder / name).read_text() != page()
        ]  # fmt: skip
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            for name in stale:
                (folder / name).write_text(PAGES[name]())
        elif stale:
            raise CommandError(f"Pages à récrire avec « parvis reference --write » : {', '.join(stale)}")
