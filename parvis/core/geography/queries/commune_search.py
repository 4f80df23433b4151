"""Find a commune however it is typed: name, postal code or INSEE code, with accents, hyphens and typos or without."""

import re
from collections.abc import Iterable, Iterator
from threading import Lock

from parvis.core.geography.models import Millesime
from parvis.core.geography.queries.commune_index import ALIKE, VERY_ALIKE, CommuneFound, CommuneIndex, load_entries
from parvis.core.geography.queries.naming import search_words
from parvis.kernel.french.folding import fold

MAX_LENGTH = 100
SPACED_CODE = re.compile(r"\b(\d\d) (\d{3})\b", re.ASCII)
CODE = re.compile(r"\d[\dab]\d{3}", re.ASCII)
CORSICA = (["2a"], ["2b"])
DEPARTEMENT = re.compile(r"\d[\dab]\d?", re.ASCII)


class _Shelf:
    """The index of the edition in force: read once by a process, and again when the edition changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: CommuneIndex | None = None
        self._digest = ""

    def index(self) -> CommuneIndex:
        digest = Millesime.objects.filter(key="geography").values_list("digest", flat=True).first() or ""
        with self._lock:
            if self._index is None or self._digest != digest:
                self._index, self._digest = CommuneIndex(load_entries()), digest
            return self._index


_shelf = _Shelf()


def find_communes(text: str, *, limit: int = 20) -> list[CommuneFound]:
    """The communes and arrondissements that ``text`` may mean, the likeliest first.

    A delegated or associated commune leads to the commune it is part of, and says so in ``via``.
    A code narrows a name (« Saint-Denis 97400 »), and so does a département (« Saint-Denis 974 »)
    where no name answers with it.
    """
    text = text[:MAX_LENGTH]
    index = _shelf.index()
    typed = SPACED_CODE.sub(r"\1\2", fold(text)).split()
    codes = [word for word in typed if CODE.fullmatch(word)]
    name = search_words(" ".join(word for word in typed if not CODE.fullmatch(word)))
    if codes:
        return _take(_with_codes(index, codes, name), limit)
    if typed in CORSICA:
        return _take(index.by_departement(typed[0].upper()), limit)
    if len(typed) == 1 and typed[0].isdigit():
        return _take(index.by_postal_prefix(typed[0]), limit)
    return _take(_named(index, name, typed[-1]), limit) if name else []


def _named(index: CommuneIndex, name: list[str], last: str) -> Iterator[CommuneFound]:
    """By name, then by a name of the département typed last, then by names that look alike."""
    found = False
    for entry in index.by_name(name):
        found = True
        yield entry
    if not found and len(name) > 1 and DEPARTEMENT.fullmatch(last):
        for entry in index.by_name(name[:-1]):
            if entry.departement == last.upper():
                found = True
                yield entry
    if not (found and last.isdigit()):
        yield from index.by_likeness(" ".join(name), VERY_ALIKE if found else ALIKE)


def _with_codes(index: CommuneIndex, codes: list[str], name: list[str]) -> Iterable[CommuneFound]:
    coded = [entry for code in codes for entry in index.by_code(code.upper())]
    if not name:
        return coded
    rank = {entry.id: position for position, entry in reversed(list(enumerate(coded)))}
    named = [entry for entry in index.by_name(name) if entry.id in rank]
    return sorted(named, key=lambda entry: rank[entry.id]) or coded


def _take(found: Iterable[CommuneFound], limit: int) -> list[CommuneFound]:
    """The first ``limit`` places, each once."""
    taken: dict[int, CommuneFound] = {}
    for entry in found:
        if len(taken) == limit:
            break
        taken.setdefault(entry.id, entry)
    return list(taken.values())
