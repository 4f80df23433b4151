"""``parvis publish-policy SERVICE``: publish a policy, refused while something in it waits for a signature."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.core.privacy.actions import publish_policy
from parvis.core.privacy.queries.accountability.publication import Publication, publication_of
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Service
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Publie la politique d’un service, ou de tous avec --all ; --dry-run montre seulement ce qui changerait."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("service", nargs="?", help="clé ou adresse du service, comme « coop » ou « la-coop »")
        parser.add_argument("--all", action="store_true", help="tous les services, chacun pour soi")
        parser.add_argument("--dry-run", action="store_true", help="ne publie rien")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["service"]) == bool(options["all"]):
            raise CommandError("Donnez un service, ou --all pour tous.")
        chosen = ordered_services() if options["all"] else [_service(options["service"])]
        actor, refused = system("register.publish"), []
        with open_scope(actor, reach=Reach.EVERYTHING, channel="command"):
            for service in chosen:
                found = publication_of(service)
                self._tell(found)
                if found.refused:
                    refused.append(service.title)
                elif not options["dry_run"] and (version := publish_policy(by=actor, service=service)):
                    self.stdout.write(self.style.SUCCESS(f"  Version {version.number} publiée."))
        if refused:
            raise CommandError(f"Publication refusée, des signatures manquent : {', '.join(refused)}.")

    def _tell(self, found: Publication) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(f"\n{found.service.title}"))
        if found.last is None:
            self.stdout.write("  Jamais publiée : la première version dirait tout ce que dit la page.")
        elif found.up_to_date:
            self.stdout.write(f"  La version {found.last.number} dit déjà tout.")
        for change in found.changes:
            self.stdout.write(f"  {change.heading} ({change.kind})")
            for sign, words in (("-", change.before), ("+", change.after)):
                if words:
                    self.stdout.write(f"    {sign} {words}")
        for reason in found.reasons:
            self.stdout.write(self.style.WARNING(f"  À signer. {reason}"))


def _service(name: str) -> Service:
    for service in ordered_services():
        if name in {service.key, service.slug}:
            return service
    known = ", ".join(service.key for service in ordered_services())
    raise CommandError(f"Aucun service ne s’appelle « {name} ». Connus : {known}.")
