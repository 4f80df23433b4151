"""Services for people: those one can go to around a place, and apart from them those offered from afar."""

from dataclasses import dataclass, replace
from typing import Final

from django.db.models import F, FloatField, Q, QuerySet
from django.db.models.functions import ASin, Least, Sqrt

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.core.geography.queries.distance import EARTH_RADIUS_KM
from parvis.kernel.actor import Actor
from parvis.kernel.database.words import by_index, holds, roots_of
from parvis.products.data_inclusion.models import Service, ServiceEntry, ServiceWords
from parvis.products.data_inclusion.queries.meaning import themes_meant
from parvis.products.data_inclusion.queries.nearby import Chord, Point, square_of_chord, within
from parvis.products.data_inclusion.queries.search import Place
from parvis.products.data_inclusion.queries.service_filters import publics_for, themes_of
from parvis.products.data_inclusion.queries.territories import place_of

AFAR: Final = "a-distance"
ON_SITE: Final = "en-presentiel"
RADII: Final = (5, 10, 20, 50, 100)
RADIUS: Final = 20
SORTS: Final = {
    "distance": "Les plus proches d’abord",
    "recent": "Les plus récemment mis à jour",
    "complet": "Les mieux renseignés",
}
_ORDERS: Final = {
    "distance": ("chord", "pk"),
    "recent": ("-service__date_maj", "chord", "pk"),
    "complet": ("-score_qualite", "chord", "pk"),
}
# What a page of results shows; nothing that says something about a person.
_SHOWN: Final = (
    "id", "nom", "source_id", "date_maj", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "longitude", "latitude", "horaires_accueil", "type", "thematiques", "frais", "publics", "modes_accueil",
    "structure__nom", "structure__id",
)  # fmt: skip


@dataclass(frozen=True)
class Where:
    """A commune, or a point in it when ``located``, and how far one would go, in kilometres."""

    commune: CommuneFound
    radius_km: int = RADIUS
    located: bool = False

    @property
    def point(self) -> Point | None:
        """From where distances are counted."""
        here = self.commune
        if here.longitude is None or here.latitude is None:
            return None
        return Point(here.longitude, here.latitude)

    def at(self, longitude: float, latitude: float) -> "Where":
        """The same rights, from a point of the commune."""
        return replace(self, commune=replace(self.commune, longitude=longitude, latitude=latitude), located=True)

    def place(self) -> Place | None:
        """To what one is entitled here."""
        place = place_of(self.commune.code_insee)
        return place.seen_from(self.point) if place and self.point else place


@dataclass(frozen=True)
class Wish:
    """What is wanted, for whom and how; an empty wish wants everything."""

    words: str = ""
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    frais: tuple[str, ...] = ()
    mode: str = ""
    opening: str = ""

    @property
    def names_a_service(self) -> bool:
        """Whether a service is looked for, not just any place."""
        return bool(self.words or self.themes or self.publics or self.frais or self.mode)

    def conditions(self, hours: frozenset[str] | None = None) -> dict[str, Q]:
        """One condition a group of filters; ``hours`` are those that suit."""
        wanted: dict[str, Q] = {}
        if self.words:
            found = ServiceWords.objects.filter(holds(F("words"), roots_of(self.words))).values("entry")
            wanted["words"] = Q(pk__in=found)
            if meant := themes_of(themes_meant(self.words)):
                wanted["words"] |= Q(thematiques__overlap=meant)
        if self.themes:
            wanted["theme"] = Q(thematiques__overlap=themes_of(self.themes))
        if meant := publics_for(self.publics):
            wanted["pour"] = Q(publics__overlap=meant)
        if self.frais:
            wanted["frais"] = Q(frais__in=self.frais)
        if self.opening and hours is not None:
            wanted["horaires"] = Q(service__horaires_accueil__in=hours)
        return wanted


def open_around(actor: Actor, where: Where) -> QuerySet[ServiceEntry]:
    """What one can go to: in the circle, not offered only from afar, and open to who lives here."""
    place, point = where.place(), where.point
    if place is None or point is None:
        return ServiceEntry.objects.none()
    farthest = square_of_chord(where.radius_km)
    around = ServiceEntry.objects.visible_to(actor).filter(place.entitles(), within(*point, where.radius_km))
    return (
        around.filter(Q(on_site=True) | Q(remote=False))
        .annotate(chord=Chord(point.on_sphere()))
        .filter(chord__lte=farthest)
    )


def open_afar(actor: Actor, where: Where) -> QuerySet[ServiceEntry]:
    """What is offered from afar to who lives here."""
    place = where.place()
    entries = ServiceEntry.objects.visible_to(actor).filter(remote=True)
    return entries.filter(place.entitles()) if place else entries.none()


def passing(entries: QuerySet[ServiceEntry], conditions: dict[str, Q]) -> QuerySet[ServiceEntry]:
    """The entries that every condition lets through."""
    for condition in conditions.values():
        entries = entries.filter(condition)
    return entries


@by_index()
def page_near(actor: Actor, entries: QuerySet[ServiceEntry], sort: str, first: int, size: int) -> list[Service]:
    """Services with their ``distance_km``, in the order asked for."""
    half = Least(Sqrt(F("chord")) / 2.0, 1.0)
    kilometres = ASin(half, output_field=FloatField()) * (2 * EARTH_RADIUS_KM)
    ranked = entries.annotate(distance_km=kilometres).order_by(*_ORDERS[sort]).values_list("pk", "distance_km")
    return _services(actor, dict(ranked[first : first + size]))


@by_index()
def page_afar(actor: Actor, entries: QuerySet[ServiceEntry], first: int, size: int) -> list[Service]:
    """Services offered from afar, the best described first."""
    ranked = entries.order_by("-score_qualite", "pk").values_list("pk", flat=True)
    return _services(actor, dict.fromkeys(ranked[first : first + size]))


def _services(actor: Actor, distances: dict[str, float | None]) -> list[Service]:
    found = Service.objects.visible_to(actor).filter(pk__in=distances).select_related("structure").only(*_SHOWN)
    known = {service.pk: service for service in found}
    services = [known[pk] for pk in distances if pk in known]
    for service in services:
        service.distance_km = distances[service.pk]  # type: ignore[attr-defined]  # for the page that shows it
    return services
