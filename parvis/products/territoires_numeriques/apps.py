"""Django app."""

from django.apps import AppConfig


class TerritoiresNumeriquesConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.territoires_numeriques"
