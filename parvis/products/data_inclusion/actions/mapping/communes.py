"""Which commune an address means: by its name and its postal code, the second deciding between namesakes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.core.geography.queries.distance import distance_km
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.validators import FAR_KM

ALIKE: Final = 85  # out of 100: one wrong or missing letter in a name of seven
SHORTEST_BEGINNING: Final = 4
NEAR_KM = 15.0
_PARENTHESES: Final = re.compile(r"\(.*\)")
_CEDEX: Final = re.compile(r"\bc[eé]dex\b.*", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\b[0-9]+\s*(?:er|e|è|eme|ème)?\b(?:\s*arr\w*)?", re.IGNORECASE)
_SAINT: Final = re.compile(r"\bst(e?)\b")
_ARTICLE: Final = re.compile(r"^(?:le|la|les|l|aux|las|los) ")
_NOISE: Final = re.compile(r"\bcommune (?:de |d )")


Holding = Callable[[float, float], str]


@dataclass(frozen=True)
class Resolved:
    """The commune that an address means; ``doubts`` say how it was found when not by its name in its postal code."""

    commune: CommuneListed
    doubts: tuple[str, ...] = ()


def key_of(name: str) -> str:
    """A name as it is compared: folded, without parentheses, numbers and CEDEX, « St » spelt out, no article."""
    bare = _NUMBERS.sub(" ", _CEDEX.sub(" ", _PARENTHESES.sub(" ", name.replace("╢", "Â"))))
    key = _SAINT.sub(r"saint\1", fold(bare))
    return _ARTICLE.sub("", _NOISE.sub("", key))


class CommuneDirectory:
    """The communes of France in memory, found by name, by former name and by postal code.

    ``holding`` gives the code of the commune that holds a point, for the few names that only it can decide.
    """

    def __init__(self, communes: Iterable[CommuneListed], holding: Holding = lambda longitude, latitude: "") -> None:
        self._holding = holding
        self._named: dict[str, list[CommuneListed]] = {}
        self._formerly: dict[str, list[CommuneListed]] = {}
        self._postal: dict[str, list[CommuneListed]] = {}
        self._coded: dict[str, CommuneListed] = {}
        for commune in communes:
            self._coded[commune.code_insee] = commune
            self._named.setdefault(key_of(commune.name), []).append(commune)
            # Official names with parentheses, such as « Château-Chinon (Ville) », are also known whole.
            if "(" in commune.name:
                self._named.setdefault(fold(commune.name), []).append(commune)
            for name in commune.former_names:
                self._formerly.setdefault(key_of(name), []).append(commune)
            for code in commune.codes_postaux:
                self._postal.setdefault(code, []).append(commune)

    def of_code(self, code_insee: str) -> CommuneListed | None:
        """The commune in force of an INSEE code."""
        return self._coded.get(code_insee)

    def find(self, name: str, code_postal: str, near: tuple[float, float] | None = None) -> Resolved | None:
        """The commune of that name and postal code; None when nothing is certain.

        ``near``, the longitude and latitude of the place, decides between namesakes far apart.
        """
        key = key_of(name)
        there = self._postal.get(code_postal, [])
        if not key:
            return Resolved(there[0], ("commune : absente, trouvée par le code postal",)) if len(there) == 1 else None
        namesakes = self._named.get(fold(name)) or self._named.get(key, [])
        if found := _only(namesakes, there):
            return Resolved(found)
        return (
            self._near(namesakes, code_postal)
            or self._once(key, code_postal, there)
            or self._alike(key, there, near)
            or self._by_postal_code_alone(there)
            or self._by_name_alone(namesakes, code_postal)
            or self._by_place(namesakes, near)
        )

    def _near(self, namesakes: list[CommuneListed], code_postal: str) -> Resolved | None:
        """Of the namesakes the only one in the département of the postal code: CEDEX, old or wrong codes."""
        near = [commune for commune in namesakes if code_postal and commune.departement == _beginning(code_postal)]
        return Resolved(near[0]) if len(near) == 1 else None

    def _once(self, key: str, code_postal: str, there: list[CommuneListed]) -> Resolved | None:
        """The commune that has absorbed a former one."""
        merged = list(dict.fromkeys(self._formerly.get(key, [])))
        doubts = ("commune : ancienne commune, remplacée par celle d'aujourd'hui",)
        if found := _only(merged, there):
            return Resolved(found, doubts)
        near = [commune for commune in merged if commune.departement == _beginning(code_postal)]
        return Resolved(near[0], doubts) if len(near) == 1 else None

    def _alike(self, key: str, there: list[CommuneListed], near: tuple[float, float] | None) -> Resolved | None:
        """The only commune of the postal code whose name looks like the one given, begins like it, or abridges it.

        Of several, the one that holds the place: « Château-Chinon », « Clerval » alone name none.
        """
        several: list[CommuneListed] = []
        for likeness in (_looks_like, _begins, _abridges):
            alike = [commune for commune in there if likeness(key, key_of(commune.name))]
            if len(alike) == 1:
                return Resolved(alike[0], ("commune : nom mal écrit ou abrégé, corrigé d'après le code postal",))
            several += alike
        code = self._holding(*near) if near and several else ""
        held = [commune for commune in dict.fromkeys(several) if commune.code_insee == code]
        doubts = ("commune : nom incomplet, précisé d'après le code postal et les coordonnées",)
        return Resolved(held[0], doubts) if held else None

    @staticmethod
    def _by_postal_code_alone(there: list[CommuneListed]) -> Resolved | None:
        doubts = ("commune : ne correspond pas au code postal, remplacée par la seule commune de ce code",)
        return Resolved(there[0], doubts) if len(there) == 1 else None

    @staticmethod
    def _by_name_alone(namesakes: list[CommuneListed], code_postal: str) -> Resolved | None:
        """A name unique in France, when no postal code contradicts it."""
        if len(namesakes) != 1 or code_postal:
            return None
        return Resolved(namesakes[0])

    @staticmethod
    def _by_place(namesakes: list[CommuneListed], near: tuple[float, float] | None) -> Resolved | None:
        """Of several namesakes the one around the place, when all the others are far from it."""
        if not near:
            return None
        away = sorted(
            (distance_km(*near, commune.longitude, commune.latitude), position)
            for position, commune in enumerate(namesakes)
            if commune.longitude is not None and commune.latitude is not None
        )
        doubts = ("commune : trouvée par son nom et les coordonnées",)
        alone = len(away) == len(namesakes) and away and all(distance > FAR_KM for distance, _ in away[1:])
        return Resolved(namesakes[away[0][1]], doubts) if alone and away[0][0] < NEAR_KM else None


def _only(candidates: list[CommuneListed], there: list[CommuneListed]) -> CommuneListed | None:
    both = [commune for commune in candidates if commune in there]
    return both[0] if len(both) == 1 else None


def _looks_like(left: str, right: str) -> bool:
    return fuzz.ratio(left, right) >= ALIKE


def _begins(left: str, right: str) -> bool:
    shortest = min(len(left), len(right))
    return shortest >= SHORTEST_BEGINNING and (left.startswith(right) or right.startswith(left))


def _abridges(left: str, right: str) -> bool:
    """Whether all the words of one are in the other."""
    some, more = sorted((left.split(), right.split()), key=len)
    return len(" ".join(some)) >= SHORTEST_BEGINNING and set(some) <= set(more)


def _beginning(code_postal: str) -> str:
    """The département that a postal code begins with; Corsica has one beginning for two."""
    return code_postal[:3] if code_postal.startswith(("97", "98")) else code_postal[:2]
