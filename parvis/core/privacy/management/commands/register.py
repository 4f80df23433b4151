"""``parvis register``: read, check or publish what the platform declares about personal data."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.core.privacy.actions import publish
from parvis.core.privacy.checks import EVERY_CHECK
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.facts import facts
from parvis.core.privacy.queries.register import columns_by_category, register
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Service
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Affiche le registre des traitements ; --json l’exporte, --check le vérifie, --publish publie ce qui change."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--json", action="store_true", help="tout le registre, en JSON d’ordre stable")
        choice.add_argument("--check", action="store_true", help="compare le registre au code et à la base réelle")
        choice.add_argument("--publish", action="store_true", help="publie les politiques dont un fait a changé")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(register(), ensure_ascii=False, indent=2))
        elif options["check"]:
            self._check()
        elif options["publish"]:
            self._publish()
        else:
            for service in ordered_services():
                self._print(service)

    def _check(self) -> None:
        found = [message for check in EVERY_CHECK for message in check(None, databases=["default"])]
        for message in found:
            self.stdout.write(f"{message.id} {message.msg}")
        if any(message.is_serious() for message in found):
            raise CommandError(f"Le registre est incomplet : {len(found)} problèmes.")
        self.stdout.write("Le registre, le code et la base disent la même chose.")

    def _publish(self) -> None:
        actor = system("register.publish")
        with open_scope(actor, reach=Reach.EVERYTHING, channel="command"):
            published = publish(by=actor)
        for version in published:
            self.stdout.write(f"{version.service} : version {version.number} publiée. {version.summary}.")
        if not published:
            self.stdout.write("Aucun fait n’a changé : rien à publier.")

    def _print(self, service: Service) -> None:
        columns = columns_by_category()
        self.stdout.write(self.style.MIGRATE_HEADING(f"\n{service.title} (/confidentialite/{service.slug}/)"))
        heading = ""
        for fact in facts(sheet_of(service)):
            if fact.heading != heading:
                heading = fact.heading
                self.stdout.write(self.style.MIGRATE_LABEL(f"\n  {heading}"))
            self.stdout.write(f"    {fact.words}")
        self.stdout.write(self.style.MIGRATE_LABEL("\n  Où vivent les données"))
        for key, _, _ in service.categories():
            self.stdout.write(f"    {key} : {', '.join(columns.get(key, [])) or 'aucune colonne'}")
