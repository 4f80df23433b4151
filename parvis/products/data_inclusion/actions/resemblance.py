"""Which records describe the same structure, by a rule that can be told to who asks.

Two records of one commune are of the same structure unless they are apart (more than 500 m and another
address) or of two legal bodies (another SIREN), and when

- their names have the same words, and one thing more: they are within 100 m, or have the same address, SIRET,
  telephone or e-mail address; or
- they come from two sources (who gives two names means two structures), one name says more than the other, or is
  spelled a little differently, and they have both the same place and the same SIRET, telephone or e-mail address.

In names, accents, capitals, the order of words, plurals, the name of the commune and empty words do not count,
and usual initials are as good as what they stand for; numbers always count. Who is the same as a third is the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import cos, hypot, radians
from typing import Any, Final

from rapidfuzz.fuzz import ratio

from parvis.kernel.french.folding import fold

NEAR_M: Final = 100
APART_M: Final = 500
SPELLED_ALIKE: Final = 90
_METRES_PER_DEGREE: Final = 111_200
_TELEPHONE_DIGITS: Final = 9
_SIREN_DIGITS: Final = 9
# A name that many share is compared with its neighbours only.
_NEIGHBOURS: Final = 200
_EMPTY: Final = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur"])
_SHORT: Final = {
    "centre communal d action sociale": "ccas",
    "centre intercommunal d action sociale": "cias",
    "caisse d allocations familiales": "caf",
    "caisse primaire d assurance maladie": "cpam",
    "maison departementale des personnes handicapees": "mdph",
    "protection maternelle et infantile": "pmi",
    "maison france services": "france services",
    "pole emploi": "france travail",
    "hotel de ville": "mairie",
    "st": "saint",
    "ste": "sainte",
}
_LONG: Final = re.compile(rf"\b({'|'.join(sorted(_SHORT, key=len, reverse=True))})\b")


@dataclass(frozen=True, slots=True)
class Described:
    """What tells a structure from another of its commune."""

    id: str
    source: str
    words: frozenset[str]
    siret: str = ""
    telephone: str = ""
    courriel: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in its name."""
        return frozenset(word for word in self.words if word.isdigit())

    @property
    def identities(self) -> tuple[tuple[str, str], ...]:
        """What belongs to one body."""
        known = (("siret", self.siret), ("telephone", self.telephone), ("courriel", self.courriel))
        return tuple(each for each in known if each[1])


def describe(values: dict[str, Any]) -> Described:
    """What a record says, made comparable."""
    digits = re.sub(r"\D", "", values["telephone"])
    return Described(
        id=values["id"],
        source=values["source_id"],
        words=words_of(values["nom"], values["commune"]),
        siret=values["siret"],
        telephone=digits[-_TELEPHONE_DIGITS:] if len(digits) >= _TELEPHONE_DIGITS else "",
        courriel=values["courriel"].casefold(),
        address=values["adresse"],
        longitude=values["longitude"],
        latitude=values["latitude"],
    )


def words_of(name: str, commune: str) -> frozenset[str]:
    """The words of a name that tell something."""
    said = _telling(_LONG.sub(lambda found: _SHORT[found[0]], fold(name)))
    return said - _words_of_commune(commune) or said


def same_structure(one: Described, other: Described) -> bool:
    """Whether two records of the same commune describe the same structure."""
    if not one.words or not other.words or _apart(one, other) or _of_two_bodies(one, other):
        return False
    placed, identified = _same_place(one, other), not set(one.identities).isdisjoint(other.identities)
    if one.words == other.words:
        return placed or identified
    return one.source != other.source and placed and identified and _alike(one, other)


def clusters(records: list[Described]) -> list[list[str]]:
    """The identifiers of the records of one commune that describe the same structure, two or more together."""
    leader = {record.id: record.id for record in records}

    def led_by(identifier: str) -> str:
        while leader[identifier] != identifier:
            leader[identifier] = identifier = leader[leader[identifier]]
        return identifier

    for one, other in _pairs(records):
        first, second = sorted((led_by(one.id), led_by(other.id)))
        if first != second and same_structure(one, other):
            leader[second] = first
    together = defaultdict(list)
    for record in records:
        together[led_by(record.id)].append(record.id)
    return [sorted(ids) for ids in together.values() if len(ids) > 1]


def _pairs(records: list[Described]) -> Iterator[tuple[Described, Described]]:
    """The only pairs that the rule may join: those with the same words, or with something of one body."""
    blocks: defaultdict[object, list[Described]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (record.latitude or 0, record.longitude or 0, record.id)):
        for key in (record.words, *record.identities):
            blocks[key].append(record)
    for block in blocks.values():
        for position, one in enumerate(block):
            for other in islice(block, position + 1, position + 1 + _NEIGHBOURS):
                yield one, other


@lru_cache(maxsize=1_000)
def _words_of_commune(commune: str) -> frozenset[str]:
    return _telling(fold(commune))


def _telling(folded: str) -> frozenset[str]:
    return frozenset(word if word.isdigit() else _singular(word) for word in folded.split() if word not in _EMPTY)


def _singular(word: str) -> str:
    return word.rstrip("sx") or word


def _alike(one: Described, other: Described) -> bool:
    if one.numbers != other.numbers:
        return False
    if one.words <= other.words or other.words <= one.words:
        return True
    return ratio(_line(one.words), _line(other.words)) >= SPELLED_ALIKE


def _line(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _same_place(one: Described, other: Described) -> bool:
    return _same_address(one, other) or ((away := _metres(one, other)) is not None and away <= NEAR_M)


def _apart(one: Described, other: Described) -> bool:
    return not _same_address(one, other) and ((away := _metres(one, other)) is not None and away > APART_M)


def _same_address(one: Described, other: Described) -> bool:
    return bool(one.address and other.address) and fold(one.address) == fold(other.address)


def _of_two_bodies(one: Described, other: Described) -> bool:
    return bool(one.siret and other.siret) and one.siret[:_SIREN_DIGITS] != other.siret[:_SIREN_DIGITS]


def _metres(one: Described, other: Described) -> float | None:
    """How far they are, when both are somewhere; flat, which is right at the scale of a commune."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(east, one.latitude - other.latitude) * _METRES_PER_DEGREE
