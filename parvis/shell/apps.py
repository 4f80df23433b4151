"""Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.shell"

    def ready(self) -> None:
        from parvis.shell import checks  # noqa: F401  registers the checks
