"""Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PrivacyConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.privacy"

    def ready(self) -> None:
        from parvis.core.privacy import checks  # noqa: F401  registers the checks
        from parvis.core.privacy.actions.retention.hiding import refresh_hidings

        # After the migrations of every app, as the owner of the tables.
        post_migrate.connect(refresh_hidings, sender=self, dispatch_uid="privacy.hidings")
