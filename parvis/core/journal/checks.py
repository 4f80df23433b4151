"""``manage.py check``: every verb of the journal is told in plain words."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from parvis.core.journal.queries.verbs import undeclared_verbs


@register("journal")
def every_verb_has_words(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A verb that nobody declared would be shown raw to the people it concerns."""
    return [
        Error(
            f"Le verbe « {verb} » ({place}) est écrit au journal sans être déclaré.",
            hint="Déclarez-le dans le privacy.py de son application : verbs.register(Verb(…, « ce qu’il dit »)).",
            id="journal.E001",
        )
        for verb, place in undeclared_verbs()
    ]
