"""What the page « Gestion des cookies » says: what is set, by whom, why, for how long, and what one may choose."""

from dataclasses import dataclass

from django.conf import settings

from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.trackers.tools import (
    MATOMO,
    PLATFORM,
    consent_trackers,
    in_use,
    measured_by_matomo,
    origin,
)
from parvis.kernel.declarations.privacy import Period, Service, Storage, Tracker, TrackerBasis


@dataclass(frozen=True)
class Row:
    """One tracker, in words."""

    name: str
    purpose: str
    by: str
    why: str
    ends: str
    used: bool


@dataclass(frozen=True)
class Group:
    """The trackers of one service."""

    service: Service
    rows: tuple[Row, ...]

    @property
    def used(self) -> bool:
        """Whether this installation sets any of them."""
        return any(row.used for row in self.rows)


@dataclass(frozen=True)
class Purpose:
    """One thing that waits for a choice: the tool, and what for."""

    tool: str
    service: Service
    tracker: Tracker


def groups() -> list[Group]:
    """Every tracker declared, the platform's first, with what this installation really uses."""
    ordered = sorted(ordered_services(), key=lambda service: service.key != PLATFORM)
    return [
        Group(service, tuple(_row(service, tracker) for tracker in service.trackers))
        for service in ordered
        if service.trackers
    ]


def purposes(asking: Service | None = None) -> list[Purpose]:
    """Everything that waits for a choice on this installation, or on the pages of one service."""
    return [
        Purpose(tracker.tool, service, tracker)
        for service in ([asking] if asking else ordered_services())
        for tracker in consent_trackers(service)
    ]


def measures() -> list[str]:
    """The services whose audience Matomo measures here."""
    return [service.title for service in ordered_services() if measured_by_matomo(service)]


def _row(service: Service, tracker: Tracker) -> Row:
    return Row(
        name=", ".join((tracker.name, *tracker.aliases)),
        purpose=tracker.purpose,
        by=_who(tracker),
        why=tracker.basis.words,
        ends=_ends(tracker),
        used=in_use(service, tracker),
    )


def _who(tracker: Tracker) -> str:
    if not tracker.tool:
        return "ce site"
    if tracker.tool == MATOMO:
        where = origin(settings.PARVIS_MATOMO_URL) if settings.PARVIS_MATOMO_URL else ""
        return f"Matomo ({where}), pour ce site seulement" if where else "Matomo, pour ce site seulement"
    return f"{tracker.name}{f', hébergé par {tracker.host}' if tracker.host else ''}"


def _ends(tracker: Tracker) -> str:
    if tracker.lifetime:
        return f"{Period.parse(tracker.lifetime)} au plus"
    return "Jusqu’à ce que vous l’effaciez" if tracker.storage is Storage.LOCAL else "Fermeture du navigateur"


NEEDS_CHOICE = TrackerBasis.CONSENT.words
