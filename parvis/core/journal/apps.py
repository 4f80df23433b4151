"""Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.journal"
