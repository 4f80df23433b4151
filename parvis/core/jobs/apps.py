"""Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the README of this folder."""

    name = "parvis.core.jobs"
