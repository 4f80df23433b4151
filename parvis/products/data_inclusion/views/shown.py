"""Structures and services as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from parvis.core.geography.queries.communes import current_commune
from parvis.core.geography.queries.distance import distance_km
from parvis.core.geography.queries.zones import zone_of
from parvis.kernel import clock
from parvis.kernel.french import opening_hours
from parvis.kernel.french.typography import NO_BREAK, counted, number
from parvis.products.data_inclusion.models import Service, Structure
from parvis.products.data_inclusion.queries.demonstration import SLUG
from parvis.products.data_inclusion.queries.finding import Where
from parvis.products.data_inclusion.queries.nomenclature import FRAIS, MODES, publics, theme_label, types
from parvis.products.data_inclusion.validators import FAR_KM, UNDATED

NEAR_KM = 1.0
FINE_KM = 10.0
MONTH, YEAR = 30, 365


@dataclass(frozen=True)
class Shown:
    """A structure or a service, its hours in words and whether it is open, in the civil time of its place."""

    record: Structure | Service
    hours: str
    status: opening_hours.Status | None
    distance: str = ""

    @property
    def url(self) -> str:
        """Its page."""
        kind = "structure" if isinstance(self.record, Structure) else "service"
        return reverse(f"data_inclusion:{kind}", args=[self.record.pk])

    @property
    def located(self) -> bool:
        """Whether a map can show it."""
        return self.record.longitude is not None and self.record.latitude is not None

    @property
    def strayed(self) -> bool:
        """Whether its source puts it far from its commune: one of the two is wrong. One query."""
        here = self.record.longitude, self.record.latitude
        commune = current_commune(self.record.code_insee) if self.record.code_insee else None
        there = (commune.longitude, commune.latitude) if commune else (None, None)
        return None not in (*here, *there) and distance_km(*here, *there) > FAR_KM  # type: ignore[arg-type]  # none is None

    @property
    def age(self) -> str:
        """« il y a 3 mois »; nothing when the source gives no date."""
        if self.record.date_maj == UNDATED:
            return ""
        return age_in_words((clock.today() - self.record.date_maj).days)

    @property
    def invented(self) -> bool:
        """Whether it exists in the demonstration only."""
        return self.record.source_id == SLUG

    @property
    def reached(self) -> Structure | Service:
        """Whose telephone and e-mail everybody may read: those of a named person give way to the structure's."""
        record = self.record
        return record.structure if isinstance(record, Service) and record.contact_nom_prenom else record

    def point(self, rank: int) -> dict[str, Any]:
        """What the map needs to place it."""
        record = self.record
        return {
            "rang": rank,
            "nom": f"{record.nom}, {record.structure.nom}" if isinstance(record, Service) else record.nom,
            "url": self.url,
            "longitude": record.longitude,
            "latitude": record.latitude,
        }

    def tags(self) -> list[str]:
        """What tells a service from the others at a glance."""
        if not isinstance(self.record, Service):
            return []
        service = self.record
        said = [types().get(service.type, ""), FRAIS.get(service.frais, "")]
        said += [MODES[mode] for mode in MODES if mode in service.modes_accueil]
        return [each for each in said if each]

    def themes(self) -> list[str]:
        """The themes of a service, in words."""
        return [theme_label(slug) for slug in self.record.thematiques] if isinstance(self.record, Service) else []

    def publics(self) -> list[str]:
        """For whom a service is, in words."""
        if not isinstance(self.record, Service):
            return []
        return [publics().get(slug, slug) for slug in self.record.publics]


def shown(record: Structure | Service, where: Where | None = None) -> Shown:
    """Prepare a record for a page; ``where`` is the place around which it was found."""
    hours = record.horaires_accueil
    zone = zone_of(record.code_insee).timezone if record.code_insee else clock.PARIS
    now = clock.now()
    return Shown(
        record,
        opening_hours.in_words(hours, now, zone) if hours else "",
        opening_hours.status(hours, now, zone) if hours else None,
        distance_in_words(record, where) if where else "",
    )


def points(found: list[Shown], first: int = 1) -> list[dict[str, Any]]:
    """The points of a page for its map, numbered as its list is."""
    return [each.point(first + offset) for offset, each in enumerate(found) if each.located]


def distance_in_words(record: Structure | Service, where: Where) -> str:
    """« à 4 km du centre de Besançon », « à 800 m de vous »; the name alone inside the commune."""
    km: float | None = getattr(record, "distance_km", None)
    if getattr(record, "inside", False) and not where.located:
        return f"dans la commune de {where.commune.name}"
    if km is None:
        return ""
    origin = "de vous" if where.located else f"du centre de {where.commune.name}"
    if km < NEAR_KM:
        return f"à {round(km, 1) * 1000:.0f}{NO_BREAK}m {origin}"
    return f"à {number(km, 1 if km < FINE_KM else 0)}{NO_BREAK}km {origin}"


def age_in_words(days: int) -> str:
    """« aujourd’hui », « il y a 3 mois »."""
    if days < 1:
        return "aujourd’hui"
    if days < MONTH:
        return f"il y a {counted(days, 'jour')}"
    if days < YEAR:
        return f"il y a {counted(days // MONTH, 'mois', 'mois')}"
    years = days // YEAR
    return (
        f"il y a {'plus d’' if days % YEAR else ''}{counted(years, 'an')}"
        if years == 1
        else f"il y a {counted(years, 'an')}"
    )
