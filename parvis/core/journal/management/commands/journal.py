"""``journal verify``: recompute the chain of the journal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.core.journal.queries.chain import Anchor, verify
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Vérifie que le journal n’a pas été modifié."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("verify", help="recalcule la chaîne et nomme le premier maillon rompu")
        check.add_argument("--anchor", help="ancre gardée hors de la base, sous la forme rang:empreinte")

    def handle(self, *args: Any, anchor: str | None = None, **options: Any) -> None:
        try:
            kept = Anchor.parse(anchor) if anchor else None
        except ValueError as error:
            raise CommandError("L’ancre s’écrit rang:empreinte, comme « 12:9f86d0… ».") from error
        with open_scope(system("journal.verify"), reach=Reach.EVERYTHING, channel="command"):
            verdict = verify(kept)
        if not verdict.sound:
            where = f" au maillon {verdict.sequence}" if verdict.sequence else ""
            raise CommandError(f"Chaîne rompue{where} : {verdict.flaw} {verdict.entry}".rstrip() + ".")
        self.stdout.write(f"{verdict.links} lignes vérifiées, aucune n’a été modifiée.")
        if verdict.anchor:
            self.stdout.write(f"Ancre à garder hors de la base : {verdict.anchor}")
