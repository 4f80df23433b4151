"""Django app."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.geography"
