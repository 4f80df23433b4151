"""A structure as a page shows it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from parvis.core.geography.queries.zones import zone_of
from parvis.kernel import clock
from parvis.kernel.french import opening_hours
from parvis.kernel.french.typography import NO_BREAK, number
from parvis.products.data_inclusion.models import Structure

NEAR_KM = 1.0
FINE_KM = 10.0


@dataclass(frozen=True)
class Shown:
    """A structure, its hours in words and whether it is open, in the civil time of its place."""

    structure: Structure
    hours: str
    status: opening_hours.Status | None
    distance: str = ""

    @property
    def url(self) -> str:
        """The page of the structure."""
        return reverse("data_inclusion:structure", args=[self.structure.pk])

    def point(self, rank: int) -> dict[str, Any]:
        """What the map needs to place it."""
        structure = self.structure
        return {
            "rang": rank,
            "nom": structure.nom,
            "url": self.url,
            "longitude": structure.longitude,
            "latitude": structure.latitude,
        }


def shown(structure: Structure, *, place: str = "") -> Shown:
    """Prepare a structure for a page; ``place`` is the commune around which it was found."""
    hours = structure.horaires_accueil
    zone = zone_of(structure.code_insee).timezone if structure.code_insee else clock.PARIS
    now = clock.now()
    return Shown(
        structure,
        opening_hours.in_words(hours, now, zone) if hours else "",
        opening_hours.status(hours, now, zone) if hours else None,
        distance_in_words(structure, place) if place else "",
    )


def distance_in_words(structure: Structure, place: str) -> str:
    """« à 4 km du centre de Besançon »; nothing inside the commune itself."""
    km: float | None = getattr(structure, "distance_km", None)
    if km is None or getattr(structure, "inside", False):
        return f"dans la commune de {place}" if getattr(structure, "inside", False) else ""
    if km < NEAR_KM:
        return f"à {round(km, 1) * 1000:.0f}{NO_BREAK}m du centre de {place}"
    return f"à {number(km, 1 if km < FINE_KM else 0)}{NO_BREAK}km du centre de {place}"
