"""Django app."""

from django.apps import AppConfig


class DataInclusionConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.products.data_inclusion"
