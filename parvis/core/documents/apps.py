"""Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.documents"
