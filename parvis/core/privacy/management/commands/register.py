"""``parvis register``: read, check or publish what the platform declares about personal data."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.accountability.editing import keep_edition
from parvis.core.privacy.checks import EVERY_CHECK
from parvis.core.privacy.queries.accountability.decisions import sheet_in_force
from parvis.core.privacy.queries.accountability.publication import publications
from parvis.core.privacy.queries.accountability.register_files import files_of
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.facts import facts
from parvis.core.privacy.queries.register import columns_by_category, register
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Service
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = (
        "Affiche le registre et ce qui attend une signature ; --json l’exporte, --check le vérifie, --export écrit ses "
        "fiches, --publish publie ce qui change."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--json", action="store_true", help="tout le registre, en JSON d’ordre stable")
        choice.add_argument("--check", action="store_true", help="compare le registre au code et à la base réelle")
        choice.add_argument("--export", metavar="DOSSIER", help="écrit les fiches de l’article 30 : HTML, ODS et JSON")
        choice.add_argument("--publish", action="store_true", help="publie les politiques dont un fait a changé")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(register(), ensure_ascii=False, indent=2))
        elif options["check"]:
            self._check()
        elif options["publish"]:
            self._publish()
        elif options["export"]:
            self._export(Path(options["export"]))
        else:
            for service in ordered_services():
                self._print(service)
            self._waiting()

    def _export(self, folder: Path) -> None:
        actor = system("register.export")
        with open_scope(actor, reach=Reach.EVERYTHING, channel="command"):
            files = files_of(keep_edition(by=actor))
        for path in files.write(folder):
            self.stdout.write(str(path))

    def _waiting(self) -> None:
        """What somebody has to sign before a policy is published."""
        self.stdout.write(self.style.MIGRATE_HEADING("\nÀ signer"))
        with open_scope(system("register.print"), reach=Reach.EVERYTHING, channel="command"):
            lines = [f"{found.service.title}. {reason}" for found in publications() for reason in found.reasons]
        for line in lines or ["Rien n’attend de signature."]:
            self.stdout.write(f"    {line}")

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
            self.stdout.write("Rien à publier : aucun fait n’a changé, ou il manque une signature.")

    def _print(self, service: Service) -> None:
        columns = columns_by_category()
        self.stdout.write(self.style.MIGRATE_HEADING(f"\n{service.title} (/confidentialite/{service.slug}/)"))
        heading = ""
        for fact in facts(sheet_in_force(service)):
            if fact.heading != heading:
                heading = fact.heading
                self.stdout.write(self.style.MIGRATE_LABEL(f"\n  {heading}"))
            self.stdout.write(f"    {fact.words}")
        self.stdout.write(self.style.MIGRATE_LABEL("\n  Où vivent les données"))
        for key, _, _ in service.categories():
            self.stdout.write(f"    {key} : {', '.join(columns.get(key, [])) or 'aucune colonne'}")
