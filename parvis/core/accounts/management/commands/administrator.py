"""``parvis administrator create``: name an administrator of the platform."""

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from parvis.core.accounts.actions.administrators import create_administrator
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

PASSWORD_VARIABLE = "PARVIS_ADMINISTRATOR_PASSWORD"  # noqa: S105  the name of a variable, not a secret


class Command(BaseCommand):
    help = "Nomme un administrateur de la plateforme."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="crée le compte s’il n’existe pas, et le nomme administrateur")
        create.add_argument("email", help="adresse électronique")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        password = os.environ.get(PASSWORD_VARIABLE) or getpass("Mot de passe (12 caractères au moins) : ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        actor = system("administrator")
        with open_scope(actor, reach=Reach.EVERYTHING, channel="command"):
            user = create_administrator(by=actor, email=email, password=password)
        self.stdout.write(
            f"{user.email} administre la plateforme. À sa première connexion, cette personne devra mettre en place "
            "un second facteur : rien de l’administration ne s’ouvre avant."
        )
