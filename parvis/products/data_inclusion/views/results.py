"""The answer to a search: which list is shown, its counts, its filters, and what to do when it is empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from parvis.core.geography.queries.zones import zone_of
from parvis.kernel.database.words import by_index
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.forms.finding import PLACES, SERVICES, Asked
from parvis.products.data_inclusion.models import Service, ServiceEntry, Structure
from parvis.products.data_inclusion.queries import finding
from parvis.products.data_inclusion.queries.editions import edition, shelf
from parvis.products.data_inclusion.queries.facets import Facets, facets
from parvis.products.data_inclusion.queries.finding_places import places_near
from parvis.products.data_inclusion.queries.meaning import mended
from parvis.products.data_inclusion.queries.nomenclature import FRAIS, MODES, publics, theme_label
from parvis.products.data_inclusion.queries.opening import OPENINGS, suiting
from parvis.products.data_inclusion.queries.reach import Reach, places_by_reach, services_by_reach
from parvis.products.data_inclusion.views.shown import Shown, points, shown

REMOTE_SHOWN = 5


@dataclass(frozen=True)
class _Counted:
    """The services that answer, with their filters' counts."""

    entries: QuerySet[ServiceEntry]
    facets: Facets
    openings: dict[str, int]
    afar: QuerySet[ServiceEntry]
    remote: int
    reached_afar: int
    reach: Reach


class _Rows(Sequence[Any]):
    """Services as a paginator wants them: counted once, read a page at a time."""

    def __init__(self, results: "Results") -> None:
        self._results = results

    def __len__(self) -> int:
        return self._results.services

    def __getitem__(self, asked: Any) -> Any:
        results, size = self._results, asked.stop - asked.start
        counted = results.counted
        if results.remote_only:
            return finding.page_afar(current_actor(), counted.entries, asked.start, size)
        return finding.page_near(current_actor(), counted.entries, results.asked.sort, asked.start, size)


class Results:
    """What was found around ``where``; ``typed_words`` are those that found nothing before their slips were mended."""

    def __init__(self, wanted: Asked, where: finding.Where) -> None:
        self.asked = wanted
        self.where = where
        self.typed_words = ""
        self.counted = self._count(wanted.wish)
        if wanted.wish.words and not wanted.exact and not self.services and not self.counted.remote:
            self._try_mended()

    def _try_mended(self) -> None:
        words = mended(self.asked.wish.words)
        if not words:
            return
        counted = self._count(replace(self.asked.wish, words=words))
        if counted.facets.total or counted.remote:
            self.typed_words = self.asked.wish.words
            self.asked = replace(self.asked, wish=replace(self.asked.wish, words=words))
            self.counted = counted

    @by_index()
    def _count(self, wish: finding.Wish) -> _Counted:
        actor = current_actor()
        afar = finding.open_afar(actor, self.where)
        entries = afar if wish.mode == finding.AFAR else finding.open_around(actor, self.where)
        if wish.mode == finding.ON_SITE:
            entries = entries.filter(on_site=True)
        zone = self._zone
        conditions = wish.conditions()
        suits = suiting(finding.passing(entries, conditions), "service__horaires_accueil", zone)
        remote, count = self._count_afar(finding.passing(afar, conditions), wish, zone)
        if wish.opening:
            conditions = wish.conditions(suits[wish.opening][0])
        key = ("facets", self.where, wish)
        found = (
            facets(entries, wish, conditions)
            if wish.opening
            else shelf.get(key, edition(), lambda: facets(entries, wish, conditions))
        )
        return _Counted(
            finding.passing(entries, conditions),
            found,
            {opening: suiting_now for opening, (_, suiting_now) in suits.items()},
            remote,
            0 if wish.mode else count,
            found.total if wish.mode == finding.AFAR else count,
            services_by_reach(actor, self.where, wish, zone),
        )

    def _count_afar(self, afar: QuerySet[ServiceEntry], wish: finding.Wish, zone: tzinfo) -> tuple[Any, int]:
        """What is offered from afar, with hours that suit, and how many; counted elsewhere when it alone is wanted."""
        if wish.opening:
            hours, count = suiting(afar, "service__horaires_accueil", zone)[wish.opening]
            return afar.filter(service__horaires_accueil__in=hours), count
        return afar, 0 if wish.mode == finding.AFAR else afar.count()

    @property
    def services(self) -> int:
        """How many services answer."""
        return self.counted.facets.total

    @property
    def remote_only(self) -> bool:
        """Whether only services offered from afar are wanted."""
        return self.asked.wish.mode == finding.AFAR

    @cached_property
    def places(self) -> int:
        """How many places answer."""
        return self._places().count()

    @cached_property
    def places_reach(self) -> Reach:
        """How many places within each distance."""
        return places_by_reach(current_actor(), self.where, self.asked.wish, self._zone)

    @property
    def _zone(self) -> tzinfo:
        return zone_of(self.where.commune.code_insee).timezone

    @cached_property
    def list_shown(self) -> str:
        """« services » or « lieux »: what was asked for, or else what answers."""
        if self.asked.shown:
            return self.asked.shown
        found = self.services or self.counted.remote
        return SERVICES if self.asked.wish.names_a_service and (found or not self.places) else PLACES

    @property
    def shows_places(self) -> bool:
        """Whether the list is of places."""
        return self.list_shown == PLACES

    def _places(self) -> QuerySet[Structure]:
        places = places_near(current_actor(), self.where, self.asked.wish)
        if not self.asked.wish.opening:
            return places
        hours, _ = suiting(places, "horaires_accueil", self._zone)[self.asked.wish.opening]
        return places.filter(Q(horaires_accueil__in=hours))

    def rows(self) -> Any:
        """The list shown, for a paginator."""
        return _Places(self._places(), self.places) if self.shows_places else _Rows(self)

    def shown(self, page: Page) -> list[Shown]:
        """The rows of a page, prepared."""
        return [shown(cast("Structure | Service", row), self.where) for row in page.object_list]

    def points(self, page: Page, found: list[Shown]) -> list[dict[str, Any]]:
        """Those of a page for its map; what is offered from afar is on no map."""
        return [] if self.remote_only and not self.shows_places else points(found, page.start_index())

    @cached_property
    def remote(self) -> list[Shown]:
        """A few of the services offered from afar, below those one can go to."""
        if self.shows_places or not self.counted.remote:
            return []
        found = finding.page_afar(current_actor(), self.counted.afar, 0, REMOTE_SHOWN)
        return [shown(service) for service in found]

    def applied(self) -> list[tuple[str, str]]:
        """Each filter in force, with the address that takes it away."""
        asked, wish = self.asked, self.asked.wish
        said = [(theme_label(slug), asked.without("theme", slug)) for slug in wish.themes]
        said += [(f"Pour : {publics()[slug]}", asked.without("pour", slug)) for slug in wish.publics]
        said += [(FRAIS[slug], asked.without("frais", slug)) for slug in wish.frais]
        said += [(MODES[wish.mode], asked.address(mode=""))] if wish.mode else []
        said += [(OPENINGS[wish.opening], asked.address(horaires=""))] if wish.opening else []
        said += [(f"« {wish.words} »", asked.address(quoi="", exact=""))] if wish.words else []
        return said

    def wider(self) -> tuple[int, str] | None:
        """The next radius, and its address."""
        radius = next((each for each in finding.RADII if each > self.where.radius_km), None)
        return (radius, self.asked.address(rayon=radius)) if radius else None

    def sorts(self) -> list[tuple[str, str, bool]]:
        """Value, words, whether it is chosen."""
        return [(slug, label, slug == self.asked.sort) for slug, label in finding.SORTS.items()]

    def radii(self) -> list[tuple[int, str, int, bool]]:
        """Value, words, how many, whether it is chosen."""
        return [(km, f"{km} km", self._within(km), km == self.asked.radius) for km in finding.RADII]

    def _within(self, radius_km: int) -> int:
        if self.shows_places:
            return self.places_reach.within(radius_km, self.asked.wish.opening)
        return self._by_mode(self.asked.wish.mode, radius_km)

    def modes(self) -> list[tuple[str, str, int, bool]]:
        """Value, words, how many, whether it is chosen."""
        chosen, radius = self.asked.wish.mode, self.where.radius_km
        labels = {"": "Tous", **MODES}
        return [(slug, label, self._by_mode(slug, radius), slug == chosen) for slug, label in labels.items()]

    def _by_mode(self, mode: str, radius_km: int) -> int:
        """What is offered from afar is at no distance."""
        return self.counted.reached_afar if mode == finding.AFAR else self.counted.reach.within(radius_km, mode)

    def openings(self) -> list[tuple[str, str, int, bool]]:
        """Value, words, how many, whether it is chosen."""
        chosen, radius = self.asked.wish.opening, self.where.radius_km
        counts = (
            {opening: self.places_reach.within(radius, opening) for opening in OPENINGS}
            if self.shows_places
            else self.counted.openings
        )
        return [(slug, label, counts[slug], slug == chosen) for slug, label in OPENINGS.items()]

    def addresses(self) -> dict[str, str]:
        """Where the links of the page lead."""
        return {
            "services": self.asked.address(voir=SERVICES),
            "places": self.asked.address(voir=PLACES),
            "remote": self.asked.address(mode=finding.AFAR, voir=SERVICES),
            "exact": self.asked.address(quoi=self.typed_words, exact="1"),
            "first": self.asked.address(),
        }


class _Places(Sequence[Any]):
    """Places already counted."""

    def __init__(self, places: QuerySet[Structure], count: int) -> None:
        self._places, self._count = places, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, asked: Any) -> Any:
        return list(self._places[asked])
