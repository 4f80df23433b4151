"""What somebody looks for, as the address of the page says it; whatever the address holds, the page can be drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from parvis.products.data_inclusion.queries.finding import AFAR, ON_SITE, RADII, RADIUS, SORTS, Wish
from parvis.products.data_inclusion.queries.nearby import Point
from parvis.products.data_inclusion.queries.nomenclature import FRAIS, MODES, categories, publics, themes
from parvis.products.data_inclusion.queries.opening import OPENINGS

MAX_TYPED: Final = 100
MOST_TOLD: Final = 5
SERVICES: Final = "services"
PLACES: Final = "lieux"
# What each filter may be, in words.
CHOICES: Final[dict[str, Callable[[], Mapping[str, str]]]] = {
    "theme": lambda: categories() | themes(),
    "pour": publics,
    "frais": lambda: FRAIS,
    "mode": lambda: MODES,
    "horaires": lambda: OPENINGS,
    "rayon": lambda: {str(km): f"{km} km" for km in RADII},
    "tri": lambda: SORTS,
    "voir": lambda: {SERVICES: "Services", PLACES: "Lieux"},
}
FILTERS: Final = {
    "theme": "Thème", "pour": "Pour qui", "frais": "Coût", "mode": "Comment", "horaires": "Quand",
    "rayon": "Jusqu’à", "tri": "Ordre", "voir": "Services ou lieux",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Where, what, for whom, and how the answer is shown."""

    typed: str
    code: str
    point: Point | None
    lost: bool
    wish: Wish
    radius: int
    sort: str
    shown: str
    exact: bool
    unknown: tuple[tuple[str, str], ...] = ()
    given: frozenset[str] = field(default_factory=frozenset)

    def pairs(self) -> dict[str, Any]:
        """The parameters that say all this again, without those that say nothing."""
        wish = self.wish
        said: dict[str, Any] = {
            "quoi": wish.words, "theme": list(wish.themes), "pour": list(wish.publics), "commune": self.code,
            "lat": f"{self.point.latitude:.3f}" if self.point else "",
            "lon": f"{self.point.longitude:.3f}" if self.point else "",
            "rayon": "" if self.radius == RADIUS else self.radius,
            "frais": list(wish.frais), "mode": wish.mode, "horaires": wish.opening,
            "tri": "" if self.sort == "distance" else self.sort, "voir": self.shown, "exact": "1" if self.exact else "",
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    def address(self, **changes: Any) -> str:
        """The address of the same search with ``changes``; an empty value takes a parameter away."""
        pairs = {name: value for name, value in (self.pairs() | changes).items() if value}
        search = reverse("data_inclusion:search")
        return f"{search}?{urlencode(pairs, doseq=True)}" if pairs else search

    def whole_address(self, **changes: Any) -> str:
        """The same with what is not understood: it is told by the page to which it leads."""
        pairs = self.pairs() | changes
        for name, value in self.unknown:
            known = pairs.get(name, [])
            pairs[name] = [*known, value] if isinstance(known, list) else value
        return self.address(**pairs)

    def without(self, name: str, value: str) -> str:
        """The address of the same search without one value of a filter."""
        kept = self.pairs().get(name)
        return self.address(**{name: [each for each in kept if each != value] if isinstance(kept, list) else ""})


def asked(query: QueryDict) -> Asked:
    """Read an address; what it says wrong is left out, and told where it matters."""
    themes_known = _known(query.getlist("theme"), CHOICES["theme"]())
    publics_known = _known(query.getlist("pour"), publics())
    frais_known = _known(query.getlist("frais"), FRAIS)
    latitude, longitude = _number(query.get("lat", "")), _number(query.get("lon", ""))
    point = None if latitude is None or longitude is None else Point(longitude, latitude)
    return Asked(
        typed=_text(query, "ou"),
        code=_text(query, "commune")[:5],
        point=point,
        lost=point is None and bool(query.get("lat") or query.get("lon")),
        wish=Wish(
            words=_text(query, "quoi"),
            themes=themes_known,
            publics=publics_known,
            frais=() if len(frais_known) == len(FRAIS) else frais_known,
            mode=_choice(query, "mode", (ON_SITE, AFAR), ""),
            opening=_choice(query, "horaires", tuple(OPENINGS), ""),
        ),
        radius=int(_choice(query, "rayon", tuple(map(str, RADII)), str(RADIUS))),
        sort=_choice(query, "tri", tuple(SORTS), "distance"),
        shown=_choice(query, "voir", (SERVICES, PLACES), ""),
        exact=query.get("exact") == "1",
        unknown=_unknown(query),
        given=frozenset(name for name, value in query.items() if value),
    )


def _unknown(query: QueryDict) -> tuple[tuple[str, str], ...]:
    """The values of filters that are none, each once, a few at most."""
    said = ((name, " ".join(value.replace("\x00", " ").split())) for name in CHOICES for value in query.getlist(name))
    told = dict.fromkeys((name, value[:MAX_TYPED]) for name, value in said if value and value not in CHOICES[name]())
    return tuple(told)[:MOST_TOLD]


def _known(values: list[str], choices: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value in choices))


def _text(query: QueryDict, name: str) -> str:
    return " ".join(query.get(name, "").replace("\x00", " ").split())[:MAX_TYPED]


def _choice(query: QueryDict, name: str, choices: tuple[str, ...], otherwise: str) -> str:
    value = query.get(name, "")
    return value if value in choices else otherwise


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None
