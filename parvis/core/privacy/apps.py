"""Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.privacy"
