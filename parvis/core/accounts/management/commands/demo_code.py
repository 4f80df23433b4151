"""``parvis demo-code``: the second factor of a demonstration account, without a phone."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from parvis.core.accounts.queries.factors import current_code
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope


class Command(BaseCommand):
    help = "Affiche le code du moment d’un compte de démonstration (mode démonstration seulement)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="adresse du compte de démonstration")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        if settings.PARVIS_MODE != "demo":
            raise CommandError("Cette commande n’existe que dans la démonstration : ailleurs, un code reste secret.")
        with open_scope(system("demo-code"), reach=Reach.EVERYTHING, channel="command"):
            try:
                code = current_code(email)
            except Authenticator.DoesNotExist:
                raise CommandError(f"Aucun second facteur pour {email}.") from None
        left = app_settings.TOTP_PERIOD - int(time.time()) % app_settings.TOTP_PERIOD
        self.stderr.write(f"Valable encore {left} secondes.")
        self.stdout.write(code)
