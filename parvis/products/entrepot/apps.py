"""Django app."""

from django.apps import AppConfig


class EntrepotConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.entrepot"
