"""A menu or a home card that leads nowhere stops the start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from parvis.kernel.declarations.navigation import entries, welcomes


@register("navigation")
def every_declared_link_leads_somewhere(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Resolve the route of each menu entry and home card."""
    wanted: list[tuple[str, str, tuple[str, ...]]] = [(f"menu entry {entry.key}", entry.route, ()) for entry in entries]
    wanted += [(f"home card {card.key}", card.route, card.arguments) for card in welcomes]
    return [
        Error(f"The {what} leads to an unknown route: {route} {' '.join(arguments)}".rstrip(), id="parvis.E020")
        for what, route, arguments in wanted
        if not _leads(route, arguments)
    ]


def _leads(route: str, arguments: tuple[str, ...]) -> bool:
    try:
        reverse(route, args=arguments)
    except NoReverseMatch:
        return False
    return True
