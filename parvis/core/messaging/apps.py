"""Django app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.messaging"
