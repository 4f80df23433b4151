"""Django app."""

from django.apps import AppConfig


class CoopConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.coop"
