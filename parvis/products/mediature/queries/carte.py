"""The map of where cases come from: drawn from its table alone, so that it never tells more than the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Departement
from parvis.core.geography.queries.shapes import drawn
from parvis.kernel.french.typography import counted, number
from parvis.kernel.masking import K
from parvis.products.mediature.models import Collectivite
from parvis.products.mediature.queries.lieux import OF_ARRONDISSEMENTS
from parvis.products.mediature.queries.statistiques import NOWHERE, OTHERS, Tableau

# From none to the most: the darker, the more, in black and white too.
SHADES: Final = ("#ffffff", "#cacafb", "#8585f6", "#4747c5", "#000074")
CLASSES: Final = len(SHADES) - 1
HATCHED: Final = "url(#carte-hache)"
# From this class on, a number is written in white.
DARK: Final = 3
NOT_SHOWN: Final = f"non montré : aucune, moins de {K}, ou masqué avec elles"
LINE: Final = 44
CALLED: Final = {Niveau.REGION: "par département"}


@dataclass(frozen=True)
class Zone:
    """A territory of the map; ``count`` is nothing when it is not shown, ``here`` when the office is of it."""

    name: str
    path: str
    count: int | None
    rank: int
    middle: tuple[int, int] | None
    here: bool = False

    @property
    def told(self) -> str:
        """What is read on pointing at it."""
        return f"{self.name} : {'non montré' if self.count is None else counted(self.count, 'saisine')}"

    @property
    def fill(self) -> str:
        """Its shade."""
        return HATCHED if self.count is None else SHADES[self.rank]

    @property
    def ink(self) -> str:
        """What a number is written with on this shade."""
        return SHADES[0] if self.rank >= DARK else "#161616"


@dataclass(frozen=True)
class Classe:
    """A class of the legend; a line of it that has no shade says what is beside the map."""

    label: str
    fill: str


@dataclass(frozen=True)
class Carte:
    """A map, its legend, and what no map shows."""

    by: str
    width: int
    height: int
    zones: tuple[Zone, ...]
    border: str
    classes: tuple[Classe, ...]
    beside: tuple[tuple[str, str], ...]
    summary: str


def carte(office: Collectivite, table: Tableau, *, masking: bool) -> Carte | None:
    """The map of a table of places; nothing when there is nothing to show, or no official boundary."""
    counts = {row.code: row.count for row in table.rows if row.code and row.count}
    if not counts:
        return None
    kind, names = _territories(office)
    niveau = Niveau.DEPARTEMENT if office.niveau == Niveau.REGION else Niveau.COMMUNE
    drawing = drawn(niveau, names, type=kind) if names else None
    if drawing is None:
        return None
    bounds = _bounds([count for code, count in counts.items() if code in drawing.areas])
    zones = tuple(
        Zone(
            names[code], area.path, counts.get(code, None if masking else 0), _rank(counts.get(code), bounds),
            area.middle, here=code == office.code,
        )
        for code, area in drawing.areas.items()
    )  # fmt: skip
    by = "par arrondissement" if kind == CommuneType.ARM else CALLED.get(Niveau(office.niveau), "par commune")
    classes = [Classe(_label(bound), SHADES[rank]) for rank, bound in enumerate(bounds, start=1)]
    if any(not zone.count for zone in zones):
        classes.append(Classe(NOT_SHOWN, HATCHED) if masking else Classe("aucune saisine", SHADES[0]))
    return Carte(
        by, drawing.width, drawing.height, zones, drawing.border, tuple(classes), _beside(table, drawing.areas.keys()),
        _summary(by, zones),
    )  # fmt: skip


def svg_of(shown: Carte, heading: str = "") -> str:
    """The map and its legend as a file of its own, for what leaves the page."""
    beside = [Classe(f"{label} : {count}", "") for label, count in shown.beside]
    told = [*([Classe(heading, "")] if heading else []), *shown.classes, *beside]
    lines = [{"top": shown.height + LINE * rank, "classe": each} for rank, each in enumerate(told)]
    context = {"carte": shown, "lines": lines, "high": shown.height + LINE * len(lines)}
    return render_to_string("mediature/carte.svg", context)


def _territories(office: Collectivite) -> tuple[str, dict[str, str]]:
    """Of which type the areas are, and their names by code: those of the office, or around it if it is one of them."""
    current = Commune.objects.current()
    if office.niveau == Niveau.REGION:
        return "", dict(Departement.objects.filter(region=office.code).values_list("code", "name"))
    if office.niveau == Niveau.COMMUNE and office.code in OF_ARRONDISSEMENTS:
        found = Commune.objects.filter(type=CommuneType.ARM, parent__code_insee=office.code, active=True)
        return CommuneType.ARM, dict(found.values_list("code_insee", "name"))
    if office.niveau == Niveau.DEPARTEMENT:
        found = current.filter(departement=office.code)
    elif office.niveau == Niveau.EPCI:
        found = current.filter(epci=office.code)
    else:
        alone = current.filter(code_insee=office.code)
        found = current.filter(epci__in=alone.values("epci")) | alone
    return CommuneType.COM, dict(found.values_list("code_insee", "name"))


def _bounds(counts: Sequence[int]) -> list[tuple[int, int]]:
    """At most four classes, of about as many territories each; both ends of a class are numbers that occur."""
    values = sorted(set(counts))
    if len(values) <= CLASSES:
        return [(value, value) for value in values]
    ordered = sorted(counts)
    starts = sorted({values[0], *(ordered[len(ordered) * rank // CLASSES] for rank in range(1, CLASSES))})
    ends = [max(value for value in values if value < following) for following in starts[1:]]
    return list(zip(starts, [*ends, values[-1]], strict=True))


def _rank(count: int | None, bounds: Sequence[tuple[int, int]]) -> int:
    return next((rank for rank, (low, high) in enumerate(bounds, start=1) if count and low <= count <= high), 0)


def _label(bound: tuple[int, int]) -> str:
    low, high = bound
    return counted(low, "saisine") if low == high else f"de {number(low)} à {counted(high, 'saisine')}"


def _beside(table: Tableau, shown: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What the map has no place for, in words and numbers."""
    on_map = set(shown)
    away = sum(row.count or 0 for row in table.rows if row.code and row.code not in on_map)
    others = {row.label: row.count or 0 for row in table.rows if not row.code}
    told = [("Ailleurs que sur cette carte", away), (NOWHERE, others.get(NOWHERE, 0))]
    told.append((f"Lieux non montrés, moins de {K} saisines ou masqués avec eux", others.get(OTHERS, 0)))
    return tuple((label, number(count)) for label, count in told if count)


def _summary(by: str, zones: Sequence[Zone]) -> str:
    """What a reader of the picture retains, for whoever does not see it."""
    first = sorted((zone for zone in zones if zone.count), key=lambda zone: (-(zone.count or 0), zone.name))
    hidden = sum(zone.count is None for zone in zones)
    words = f"Carte des saisines {by}. "
    words += f"En tête : {', '.join(f'{zone.name} ({zone.count})' for zone in first[:3])}. " if first else ""
    words += f"{counted(hidden, 'territoire')} non montrés (hachures). " if hidden else ""
    return f"{words}Le tableau qui suit donne les mêmes nombres."
