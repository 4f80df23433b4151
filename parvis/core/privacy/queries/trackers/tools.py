"""The tools that set trackers in our name, where the settings put them, and what a page must allow for each."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from parvis.kernel.declarations.privacy import Period, Service, Storage, Tracker, TrackerBasis, services

PLATFORM = "plateforme"
CRISP = "crisp"
MATOMO = "matomo"
_CRISP_HOSTS = "https://*.crisp.chat"


def service_of(path: str) -> Service:
    """The service whose page is at ``path``; the platform when no service claims it."""
    for service in services:
        if path.startswith(service.addresses):
            return service
    return services.get(PLATFORM)


def in_use(service: Service, tracker: Tracker) -> bool:
    """Whether this installation ever sets ``tracker``: ours always, a tool's only where the settings put the tool."""
    if tracker.tool == CRISP:
        return bool(settings.PARVIS_CRISP_WEBSITE_ID)
    if tracker.tool == MATOMO:
        return bool(settings.PARVIS_MATOMO_URL and settings.PARVIS_MATOMO_SITES.get(service.key))
    return not tracker.tool


def consent_trackers(service: Service) -> list[Tracker]:
    """The trackers of a service that wait for a choice here."""
    return [one for one in service.trackers if one.basis is TrackerBasis.CONSENT and in_use(service, one)]


def measured_by_matomo(service: Service) -> bool:
    """Whether Matomo measures the audience of a service here: declared by it, and set up with a site of its own."""
    return any(one.tool == MATOMO and in_use(service, one) for one in service.trackers)


def declared_tracker(name: str) -> Tracker | None:
    """The declaration of what a browser shows as ``name``, whichever service declares it; the platform's first."""
    ordered = sorted(services, key=lambda service: service.key != PLATFORM)
    cookies = (one for service in ordered for one in service.trackers if one.storage is Storage.COOKIE)
    return next((one for one in cookies if one.covers(name)), None)


def lifetime_in_seconds(tracker: Tracker, today: date) -> int:
    """How long a tracker may live from ``today``."""
    period = Period.parse(tracker.lifetime or "P0D")
    days = Period(period.years, period.months, period.days).after(today) - today
    return int((days + timedelta(hours=period.hours, minutes=period.minutes)).total_seconds())


def sources(tools: Iterable[str]) -> Mapping[str, list[str]]:
    """What the security policy of a page must add for these tools, by directive."""
    added: dict[str, list[str]] = {}
    for tool in tools:
        for directive, hosts in _SOURCES[tool]().items():
            added.setdefault(directive, []).extend(hosts)
    return added


def _matomo_sources() -> dict[str, list[str]]:
    address = origin(settings.PARVIS_MATOMO_URL)
    return {directive: [address] for directive in ("script-src", "img-src", "connect-src")}


def _crisp_sources() -> dict[str, list[str]]:
    """What Crisp's own documentation asks for, or the one address that the settings give in its place."""
    address = origin(settings.PARVIS_CRISP_URL)
    own = (urlsplit(address).hostname or "").endswith("crisp.chat")
    hosts = [_CRISP_HOSTS] if own else [address]
    directives = ("script-src", "img-src", "font-src", "media-src", "frame-src", "connect-src", "style-src")
    added = {directive: list(hosts) for directive in directives}
    if own:
        added["connect-src"].append("wss://*.relay.crisp.chat")
        added["worker-src"] = ["blob:", *hosts]
    return added


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


_SOURCES: dict[str, Any] = {MATOMO: _matomo_sources, CRISP: _crisp_sources}
