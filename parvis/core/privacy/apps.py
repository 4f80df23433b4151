"""Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.privacy"

    def ready(self) -> None:
        from parvis.core.privacy import checks  # noqa: F401  registers the checks
