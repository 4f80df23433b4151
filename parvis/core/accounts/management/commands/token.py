"""``parvis token``: create, list and revoke the tokens of the programs that call the API."""

from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from parvis.core.accounts.actions.tokens import create_token, revoke_token
from parvis.core.accounts.enums import API_TERMS_PAGE, TERMS_VERSION, TOKEN_SCOPES
from parvis.core.accounts.models import ApiToken
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

BY = system("token")


class Command(BaseCommand):
    help = "Crée, liste et révoque les jetons des programmes qui appellent l’API."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser(
            "create",
            help="crée un jeton et l’affiche une seule fois",
            description=(
                "Crée un jeton et l’affiche une seule fois. Le jeton est lié à la version en vigueur des conditions "
                f"d’utilisation de l’API, {TERMS_VERSION}, à lire sur votre site à l’adresse {API_TERMS_PAGE} : "
                "s’en servir, c’est les accepter. Quand elles changent, il est refusé et il en faut un nouveau."
            ),
        )
        create.add_argument("name", help="à quoi il sert, par exemple « site de la métropole »")
        create.add_argument(
            "--scope", action="append", required=True, help=f"portée, parmi : {_scopes()} ; peut être répétée"
        )
        create.add_argument("--expires", type=int, metavar="JOURS", help="durée de vie en jours ; sans fin sinon")
        verbs.add_parser("list", help="liste les jetons, sans leur secret")
        revoke = verbs.add_parser("revoke", help="ferme un jeton, tout de suite et pour de bon")
        revoke.add_argument("prefix", help="début du jeton, tel que « parvis token list » le montre")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with open_scope(BY, reach=Reach.EVERYTHING, channel="command"):
            {"create": self._create, "list": self._list, "revoke": self._revoke}[verb](options)

    def _create(self, options: dict[str, Any]) -> None:
        days: int | None = options["expires"]
        if days is not None and days < 1:
            raise CommandError("La durée de vie est d’au moins un jour.")
        for scope in options["scope"]:
            if scope not in TOKEN_SCOPES:
                raise CommandError(_unknown_scope(scope))
        issued = create_token(
            by=BY, name=options["name"], scopes=options["scope"], lasts=timedelta(days=days) if days else None
        )
        self.stderr.write(
            f"Ce jeton est lié à la version {issued.token.terms_version} des conditions d’utilisation de l’API, à lire "
            f"sur votre site à l’adresse {API_TERMS_PAGE}. S’en servir, c’est les accepter : remettez-les avec lui."
        )
        self.stderr.write("Copiez ce jeton maintenant : il ne sera plus jamais affiché.")
        self.stdout.write(issued.secret)

    def _list(self, options: dict[str, Any]) -> None:
        table = Table("Début", "Nom", "Portées", "État", "Expire le", "Dernier usage")
        for token in ApiToken.objects.all():
            table.add_row(
                token.prefix,
                token.name,
                ", ".join(token.scopes),
                token.state,
                f"{token.expires_on:%d/%m/%Y}" if token.expires_on else "jamais",
                f"{token.last_used_on:%d/%m/%Y}" if token.last_used_on else "jamais",
            )
        console = Console(width=120)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())

    def _revoke(self, options: dict[str, Any]) -> None:
        token = ApiToken.objects.filter(prefix=options["prefix"]).first()
        if token is None:
            raise CommandError(f"Aucun jeton ne commence par « {options['prefix']} ».")
        revoke_token(by=BY, token=token)
        self.stdout.write(f"Le jeton « {token.name} » est révoqué.")


def _scopes() -> str:
    return ", ".join(f"{scope} ({opened})" for scope, opened in TOKEN_SCOPES.items())


def _unknown_scope(scope: str) -> str:
    near = get_close_matches(scope.lower(), TOKEN_SCOPES, n=1, cutoff=0.5)
    meant = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
    return f"La portée « {scope} » n’existe pas.{meant} Portées possibles : {_scopes()}."
