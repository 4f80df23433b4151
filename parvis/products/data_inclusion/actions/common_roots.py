"""Where services have the roots that many of them have, read out of their text search vectors."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_SERVICES: Final = """
    SELECT entry_id, tsvectorsend(words) FROM data_inclusion_servicewords ORDER BY score_qualite DESC, entry_id
"""
# A whole number of octets of the sets of services.
_AT_ONCE: Final = 4_000
_HEAD, _COUNT = 4, 2


class Occurrences:
    """The services that have each of some roots, numbered from the best record on, and where in the text of each."""

    def __init__(self, roots: list[str]) -> None:
        self.identifiers: list[str] = []
        self.roots = roots
        self._held: list[tuple[list[bytes], list[bytes], list[bytes]]] = [([], [], []) for _ in roots]
        names = [root.encode() for root in roots]
        # Roots are looked up among those of their length.
        self._by_length = {
            length: np.array([rank for rank in np.argsort(names) if len(names[rank]) == length])
            for length in {len(name) for name in names}
        }
        self._names = np.array(names)

    def read(self) -> None:
        """Read the words of all services."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(_SERVICES)
            while rows := cursor.fetchmany(_AT_ONCE):
                self.identifiers += [identifier for identifier, _ in rows]
                self._add([bytes(words) for _, words in rows])

    def of_each(self) -> Iterator[tuple[str, bytes, bytes, bytes]]:
        """Of each root, the set of the services, how many positions each has, and all the positions."""
        for root, held in zip(self.roots, self._held, strict=True):
            services, counts, positions = map(b"".join, held)
            yield root, services, counts, positions

    def _add(self, vectors: list[bytes]) -> None:
        data = np.frombuffer(b"".join(vectors), np.uint8)
        service, start, end = _lexemes(data, vectors)
        root, lexeme = self._found(data, start, end)
        order = np.lexsort((service[lexeme], root))
        root, lexeme = root[order], lexeme[order]
        service, end = service[lexeme], end[lexeme] + 1
        sets = np.zeros((len(self.roots), len(vectors)), np.bool_)
        sets[root, service] = True
        counts = _numbers(data, end)
        until = counts.cumsum()
        places = np.arange(counts.sum()) - np.repeat(until - counts, counts)
        positions = _numbers(data, np.repeat(end + _COUNT, counts) + 2 * places).astype(">u2")
        bounds = np.searchsorted(root, np.arange(len(self.roots) + 1))
        ends = np.append(0, until)[bounds]
        octets, counted = np.packbits(sets, axis=1), counts.astype(">u2")
        for held, those, (one, other), (first, last) in zip(
            self._held, octets, pairwise(bounds), pairwise(ends), strict=True
        ):
            for kept, added in zip(held, (those, counted[one:other], positions[first:last]), strict=True):
                kept.append(added.tobytes())

    def _found(self, data: NDArray[np.uint8], start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
        """Which lexemes are one of the roots: the root, and the rank of the lexeme."""
        roots, lexemes = [], []
        for length, ranks in self._by_length.items():
            names = self._names[ranks].astype(f"S{length}")
            those = np.flatnonzero(end - start == length)
            letters = data[start[those][:, None] + np.arange(length)]
            read = np.ascontiguousarray(letters).view(f"S{length}").ravel()
            nearest = np.searchsorted(names, read).clip(max=len(names) - 1)
            same = names[nearest] == read
            roots.append(ranks[nearest[same]])
            lexemes.append(those[same])
        return np.concatenate(roots), np.concatenate(lexemes)


def _numbers(data: NDArray[np.uint8], at: Numbers) -> Numbers:
    """The numbers written in two bytes at these places."""
    return data[at].astype(np.int64) << 8 | data[at + 1]


def _lexemes(data: NDArray[np.uint8], vectors: list[bytes]) -> tuple[Numbers, Numbers, Numbers]:
    """Of all lexemes of some vectors, as sent one after the other: in which one it is, where it begins and ends.

    A vector is how many lexemes it has, then each with a zero after it, how many positions, and these. One lexeme
    of each vector is read at a time.
    """
    sizes = np.array([len(vector) for vector in vectors])
    left = np.array([int.from_bytes(vector[:_HEAD], "big") for vector in vectors])
    zeros = np.flatnonzero(data == 0)
    at = sizes.cumsum() - sizes + _HEAD
    service = np.arange(len(vectors))
    read = []
    for step in range(left.max(initial=0)):
        going = left[service] > step
        service, at = service[going], at[going]
        end = zeros[np.searchsorted(zeros, at)]
        read.append((service, at, end))
        at = end + 1 + _COUNT + 2 * _numbers(data, end + 1)
    services, starts, ends = (np.concatenate(each) for each in zip(*read, strict=True))
    return services, starts, ends
