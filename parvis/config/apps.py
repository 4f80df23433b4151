"""The composition root as a Django app: loads every app's declarations, last."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

DECLARATIONS = ("privacy", "navigation", "jobs", "reactions", "operations")


class CompositionConfig(AppConfig):
    """Reads what the apps declare, once all of them are loaded."""

    name = "parvis.config"
    label = "composition"

    def ready(self) -> None:
        from parvis.config import checks  # noqa: F401  registers the checks

        autodiscover_modules(*DECLARATIONS)
