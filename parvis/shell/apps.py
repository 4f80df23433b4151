"""Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.shell"
