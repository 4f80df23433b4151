"""Checks of the whole: what no single app can see."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from parvis.kernel.http.policies import policy_of


def routes(
    patterns: Sequence[URLPattern | URLResolver], namespaces: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Every route as (path, name with namespaces, view)."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern.url_patterns, inner, path)
        else:
            yield path, ":".join([*namespaces, pattern.name or ""]), pattern.callback


@register("policies")
def every_route_has_a_policy(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A route that nobody decided about must not open."""
    return [
        Error(
            f"The route /{path} has no policy.",
            hint="Decorate its view with @opens_to(…) or declare a RoutePolicy.",
            id="parvis.E001",
        )
        for path, name, view in routes(get_resolver().url_patterns)
        if policy_of(view, name) is None
    ]
