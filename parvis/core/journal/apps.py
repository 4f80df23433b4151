"""Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from parvis.kernel.scope import at_scope_end


class JournalConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.journal"

    def ready(self) -> None:
        from parvis.core.journal import checks  # noqa: F401  registers the checks
        from parvis.core.journal.actions.guards import refresh_guards
        from parvis.core.journal.actions.readings import write_readings

        at_scope_end.append(write_readings)
        # After the migrations of every app, as the owner of the tables.
        post_migrate.connect(refresh_guards, sender=self, dispatch_uid="journal.guards")
