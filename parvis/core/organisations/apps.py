"""Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.organisations"
