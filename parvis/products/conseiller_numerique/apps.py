"""Django app."""

from django.apps import AppConfig


class ConseillerNumeriqueConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.conseiller_numerique"
