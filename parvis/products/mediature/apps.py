"""Django app."""

from django.apps import AppConfig


class MediatureConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.mediature"
