"""``check``, with the database: an undeclared column of the live catalogue is an error too."""

from typing import Any

from django.core.management.commands import check


class Command(check.Command):
    def handle(self, *app_labels: Any, **options: Any) -> None:
        options["databases"] = options["databases"] or ["default"]
        super().handle(*app_labels, **options)
