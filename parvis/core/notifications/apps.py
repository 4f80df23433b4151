"""Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.notifications"
