"""``migrate``, as the owner of the tables, once the web role exists."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate

from parvis.config.database import as_owner, prepare_roles
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope


class Command(migrate.Command):
    """Create the web role and its privileges, then migrate as the owner."""

    # The live catalogue is compared with the declarations after a migration, never before; and checks of constraints
    # ask the server its version, as a role that a first migration has yet to make.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        options["skip_checks"] = True
        prepare_roles(settings.PARVIS_OWNER, settings.PARVIS_WEB)
        with as_owner(), open_scope(system("migrations"), reach=Reach.EVERYTHING, channel="command"):
            super().handle(*args, **options)
