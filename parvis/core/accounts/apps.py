"""Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.accounts"
