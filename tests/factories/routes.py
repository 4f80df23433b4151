"""An address for every route of the platform."""

from collections.abc import Callable

from django.urls import NoReverseMatch, get_resolver, reverse

from parvis.config.checks import routes

# It ends the session.
LEFT_ASIDE = {"account_logout"}


def every_address(argument: Callable[[str, str], object | None]) -> dict[str, str]:
    """One address for each route that has a name; ``argument`` gives the value of each argument, or it is guessed."""
    found = {}
    for path, name, _ in routes(get_resolver().url_patterns):
        if not name.rpartition(":")[2] or name in LEFT_ASIDE:
            continue
        for converters in possibilities(name):
            given = {}
            for key, converter in converters.items():
                value = argument(name, key)
                given[key] = value if value is not None else guess(converter)
            try:
                found[f"{name} {path}"] = reverse(name, kwargs=given)
            except NoReverseMatch:
                continue
    return found


def possibilities(name: str) -> list[dict[str, object]]:
    """The converters of the arguments of each way to reverse ``name``."""
    *namespaces, last = name.split(":")
    resolver = get_resolver()
    prefixed: dict[str, object] = {}
    for namespace in namespaces:
        _, resolver = resolver.namespace_dict[namespace]
    ways = resolver.reverse_dict.getlist(last)
    return [prefixed | {key: converters.get(key) for key in parameters} for [(_, parameters)], _, _, converters in ways]


def guess(converter: object) -> object:
    """A value that the converter accepts and that names nothing."""
    for value in (999_999, "00000000-0000-4000-8000-000000000000", "devine", "2026-01-01"):
        try:
            if converter is None or str(value) == converter.to_url(converter.to_python(str(value))):
                return value
        except (ValueError, AttributeError):
            continue
    return "devine"
