"""What somebody looks for, as the address of the page says it; whatever the address holds, the page can be drawn."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from parvis.products.data_inclusion.queries.finding import AFAR, ON_SITE, RADII, RADIUS, SORTS, Wish
from parvis.products.data_inclusion.queries.nearby import Point
from parvis.products.data_inclusion.queries.nomenclature import FRAIS, categories, publics, themes
from parvis.products.data_inclusion.queries.opening import OPENINGS

MAX_TYPED: Final = 100
SERVICES: Final = "services"
PLACES: Final = "lieux"


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
    unknown_themes: tuple[str, ...] = ()
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

    def without(self, name: str, value: str) -> str:
        """The address of the same search without one value of a filter."""
        kept = self.pairs().get(name)
        return self.address(**{name: [each for each in kept if each != value] if isinstance(kept, list) else ""})


def asked(query: QueryDict) -> Asked:
    """Read an address; what it says wrong is left out, and told where it matters."""
    told_themes = query.getlist("theme")
    themes_known = tuple(dict.fromkeys(slug for slug in told_themes if slug in themes() or slug in categories()))
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
        unknown_themes=tuple(slug[:MAX_TYPED] for slug in told_themes if slug and slug not in themes_known),
        given=frozenset(name for name, value in query.items() if value),
    )


def _known(values: list[str], choices: dict[str, str]) -> tuple[str, ...]:
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
