"""The names and codes of all communes, held in memory: some forty megabytes, without any geometry."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from rapidfuzz import fuzz, process

from parvis.core.geography.enums import CommuneType, NameType
from parvis.core.geography.models import CodePostal, Commune

ALIKE = 72  # out of 100; below, two names have nothing to do with each other
VERY_ALIKE = 82  # wanted of what is added after names that do hold the typed words
LIKELIEST = 60
SHORTEST_FUZZY = 3
FAME = 2.5  # points of likeness that ten times the population is worth
AFTER_ALL = "\uffff"


@dataclass(frozen=True, slots=True)
class CommuneFound:
    """A commune or an arrondissement that answers a search.

    ``id`` and ``code_insee`` are those of the place; ``via`` is the name of the delegated or
    associated commune that led to it.
    """

    id: int
    code_insee: str
    type: str
    name: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int
    longitude: float | None
    latitude: float | None
    via: str = ""

    @property
    def label(self) -> str:
        """What tells it from its namesakes: « Besançon (25) », « Annecy (74), dont Annecy-le-Vieux »."""
        return f"{self.name} ({self.departement})" + (f", dont {self.via}" if self.via else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name under which a place is found."""

    key: str
    own_code: str
    weight: int
    place: CommuneFound
    glued: str = ""


def load_entries() -> list[Entry]:
    """One entry a commune, arrondissement, delegated or associated commune in force."""
    postal: dict[int, list[str]] = {}
    for code, commune in CodePostal.communes.through.objects.order_by("codepostal_id").values_list(
        "codepostal_id", "commune_id"
    ):
        postal.setdefault(commune, []).append(code)
    rows = list(
        Commune.objects.filter(active=True)
        .exclude(type=CommuneType.SRM)
        .order_by("id")
        .values_list("id", "code_insee", "type", "name", "name_type", "search_key", "parent_id", "departement_id",
                     "population", "longitude", "latitude")
    )  # fmt: skip
    places = {
        row[0]: CommuneFound(row[0], row[1], row[2], row[3], row[7], tuple(postal.get(row[0], ())), *row[8:])
        for row in rows
        if row[2] in {CommuneType.COM, CommuneType.ARM}
    }
    entries = []
    for pk, code, _, name, name_type, key, parent, _, population, *_ in rows:
        place = places.get(pk) or replace(places[parent], via=name)
        entries.append(Entry(key, code, population, place, _glued(key, name_type)))
    return entries


def _glued(key: str, name_type: int) -> str:
    """« lhay les roses », « lehavre »: the name as typed by who forgets what follows the article."""
    article = NameType(name_type).article.strip(" '").lower()
    return article + key if article else ""


def likelihood(entry: Entry) -> tuple[bool, int]:
    """Among names that answer as well: whole places first, then the most peopled."""
    return bool(entry.place.via), -entry.weight


class CommuneIndex:
    """Answers in the order of likelihood."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=likelihood)
        self._named: dict[str, list[int]] = {}
        for position, entry in enumerate(self._entries):
            for key in filter(None, (entry.key, entry.glued)):
                self._named.setdefault(key, []).append(position)
        self._keys = sorted(self._named)
        self._by_length = sorted(self._named, key=len)
        self._words = self._index_words()
        self._vocabulary = sorted(self._words)
        self._codes: dict[str, list[int]] = {}
        for position, entry in enumerate(self._entries):
            for code in {entry.own_code, entry.place.code_insee, *self._postal(entry)}:
                self._codes.setdefault(code, []).append(position)
        self._postal_codes = sorted({code for entry in self._entries for code in self._postal(entry)})

    @staticmethod
    def _postal(entry: Entry) -> tuple[str, ...]:
        return () if entry.place.via else entry.place.codes_postaux

    def _index_words(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = {}
        for position, entry in enumerate(self._entries):
            for word in dict.fromkeys(entry.key.split()):
                words.setdefault(word, []).append(position)
        return words

    def by_code(self, code: str) -> Iterator[CommuneFound]:
        """Places of a postal code, arrondissements first, then the place of an INSEE code."""
        entries = [self._entries[position] for position in self._codes.get(code, ())]
        postal = [entry for entry in entries if code in self._postal(entry)]
        postal.sort(key=lambda entry: entry.place.type != CommuneType.ARM)
        yield from (entry.place for entry in postal)
        yield from (entry.place for entry in entries if entry.own_code == code)

    def by_postal_prefix(self, digits: str) -> Iterator[CommuneFound]:
        """Places whose postal code begins with ``digits``."""
        start = bisect_left(self._postal_codes, digits)
        end = bisect_left(self._postal_codes, digits + AFTER_ALL)
        found = {position for code in self._postal_codes[start:end] for position in self._codes[code]}
        for position in sorted(found):
            if any(code.startswith(digits) for code in self._postal(self._entries[position])):
                yield self._entries[position].place

    def by_departement(self, code: str) -> Iterator[CommuneFound]:
        """Places of a département or overseas body."""
        return (entry.place for entry in self._entries if entry.place.departement == code)

    def by_name(self, words: Sequence[str]) -> Iterator[CommuneFound]:
        """Places of exactly that name, then those whose name begins with it, then those that hold its words."""
        typed = " ".join(words)
        exact = self._named.get(typed, [])
        # « Paris 1 » is not the beginning of « Paris 10 ».
        beginning = f"{typed} " if words[-1].isdigit() else typed
        start, end = bisect_left(self._keys, beginning), bisect_left(self._keys, beginning + AFTER_ALL)
        begin = sorted({position for key in self._keys[start:end] for position in self._named[key]})
        for positions in (exact, begin):
            yield from (self._entries[position].place for position in positions)
        yield from (self._entries[position].place for position in self._holding(words))

    def _holding(self, words: Sequence[str]) -> list[int]:
        """Positions of the names in which the typed words begin words, in order."""
        candidates: list[int] | None = None
        for word in words:
            start, end = bisect_left(self._vocabulary, word), bisect_left(self._vocabulary, word + AFTER_ALL)
            if word.isdigit():
                end = start + (self._vocabulary[start : start + 1] == [word])
            lists = [self._words[known] for known in self._vocabulary[start:end]]
            if candidates is None or sum(map(len, lists)) < len(candidates):
                candidates = [position for found in lists for position in found]
        return sorted(
            {position for position in candidates or () if _in_order(words, self._entries[position].key.split())}
        )

    def by_likeness(self, typed: str, least: int) -> list[CommuneFound]:
        """Places whose name looks like what was typed; of two as alike, the most peopled."""
        if len(typed) < SHORTEST_FUZZY:
            return []
        alike = process.extract(
            typed, self._as_long_as(typed, least), scorer=fuzz.ratio, score_cutoff=least, limit=LIKELIEST
        )
        ranked = sorted(
            (-score - FAME * log10(1 + self._entries[position].weight), position)
            for key, score, _ in alike
            for position in self._named[key]
        )
        return [self._entries[position].place for _, position in ranked]

    def _as_long_as(self, typed: str, least: int) -> list[str]:
        """The names short and long enough to be that like ``typed``: the others need not be compared."""
        shortest, longest = len(typed) * least / (200 - least), len(typed) * (200 - least) / least
        start = bisect_left(self._by_length, ceil(shortest), key=len)
        return self._by_length[start : bisect_left(self._by_length, floor(longest) + 1, key=len)]


def _in_order(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each typed word begins a later word of the name than the one before it."""
    rest = iter(words)
    return all(any(word == part if part.isdigit() else word.startswith(part) for word in rest) for part in typed)
