"""Services that have words that many have, by how well these fit, then by quality: all of them, at once.

It says what ``ts_rank_cd`` says, which reads the words of one service after the other: a hundred thousand of them
take seconds. Here the positions of each common root are read whole, and all services are told apart together.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg.pq import Format

from parvis.kernel.database.prepared import planned_once
from parvis.kernel.database.words import roots
from parvis.products.data_inclusion.models.common_root import STRETCH

Numbers: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.uint32]
Which: TypeAlias = NDArray[np.bool_]

# In the order of a text search vector: it is that of words found at one position.
_ROOTS: Final = f"""
    SELECT cardinality(roots), services, occurrences, positions
    FROM (SELECT tsvector_to_array({roots("%s")}) AS roots OFFSET 0) wanted
    JOIN data_inclusion_commonroot ON root = ANY(roots) AND edition_id = %s
    ORDER BY root COLLATE "C"
"""
_IDENTIFIERS: Final = f"""
    SELECT identifiers[mod(number, {STRETCH}) + 1] FROM unnest(%s::int[]) WITH ORDINALITY AS page (number, rank)
    JOIN data_inclusion_qualitystretch ON first = number - mod(number, {STRETCH}) AND edition_id = %s ORDER BY rank
"""
# Of D, C, B and A, as single precision has them, which is how the database has them; inverted.
_INVERSES: Final = 1 / np.array((0.1, 0.2, 0.4, 1.0), np.float32).astype(np.float64)
# A place is one number: the service, the position in its text, its weight, and which root is there.
_POSITION, _WEIGHT, _ROOT = 14, 2, 3
_MOST: Final = 1 << _ROOT
_AT_ONCE: Final = 1 << 32 - _POSITION - _WEIGHT - _ROOT


@dataclass(frozen=True, slots=True)
class _Held:
    """The services that have a root, how many positions each has, and where they end among those of all."""

    among: Which
    services: NDArray[np.intp]
    occurrences: Numbers
    ends: Numbers
    positions: NDArray[np.uint16]


def fittest(words: str, current: int, among: bytes | None, first: int, size: int) -> list[tuple[str, float]] | None:
    """``size`` identifiers from the ``first``, with their fitness; ``None`` when the edition ``current`` is not ready.

    ``among`` are the numbers of the services that are left by filters, if there are any.
    """
    held = _held(words, current)
    if held is None:
        return None
    having = np.logical_and.reduce([each.among for each in held])
    if among is not None:
        left = np.zeros_like(having)
        left[np.frombuffer(among, ">i4")] = True
        having &= left
    numbers = np.flatnonzero(having)
    fitness = _hundredths(held, having, len(numbers))
    # By tenths of fitness; the numbers go by quality.
    page = np.argsort(100 // 10 - fitness // 10, kind="stable")[first : first + size]
    identifiers = _read(_IDENTIFIERS, [numbers[page].tolist(), current])
    if len(identifiers) < len(page):
        return None
    return [(pk, score / 100) for (pk,), score in zip(identifiers, fitness[page].tolist(), strict=True)]


def _read(statement: str, values: list[Any]) -> list[Any]:
    """Rows as bytes: in hexadecimal, positions would be twice as long."""
    with planned_once(), connection.cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _held(words: str, current: int) -> list[_Held] | None:
    found = _read(_ROOTS, [words, current])
    if not found or len(found) < found[0][0] or len(found) > _MOST:
        return None
    held = []
    for _, bits, occurrences, positions in found:
        # The number of bits comes first, in four bytes.
        among = np.unpackbits(np.frombuffer(bits, np.uint8, offset=4)).view(np.bool_)
        counts = np.frombuffer(occurrences, ">u2").astype(np.int32)
        ends = counts.cumsum(dtype=np.int32)
        held.append(_Held(among, np.flatnonzero(among), counts, ends, np.frombuffer(positions, ">u2")))
    return held


def _hundredths(held: list[_Held], having: Which, services: int) -> NDArray[np.uint8]:
    """The fitness of each of the ``services`` of ``having``, in hundredths."""
    # Of each root, where the services of ``having`` are among those that have it.
    kept = [np.flatnonzero(having[each.services]) for each in held]
    fitness = np.empty(services)
    for start in range(0, services, _AT_ONCE):
        stop = min(start + _AT_ONCE, services)
        places = [
            _places(root, each, those[start:stop]) for root, (each, those) in enumerate(zip(held, kept, strict=True))
        ]
        fitness[start:stop] = _density(np.concatenate(places), len(held), stop - start)
    # The database rounds to single precision first, and halves go up.
    single = (fitness / (fitness + 1)).astype(np.float32).astype(np.float64)
    return np.floor(single * 100 + 0.5).astype(np.uint8)


def _places(root: int, held: _Held, those: NDArray[np.intp]) -> Places:
    """Where these services have a root."""
    counts = held.occurrences[those]
    ends = counts.cumsum(dtype=np.int32)
    order = np.arange(ends[-1], dtype=np.int32) + np.repeat(held.ends[those] - ends, counts)
    positions = held.positions[order].astype(np.uint32)
    services = np.repeat(np.arange(len(those), dtype=np.uint32) << _POSITION, counts)
    # The weight is in the first bits of the position.
    places = (services | (positions & ((1 << _POSITION) - 1))) << _WEIGHT | positions >> _POSITION
    return places << _ROOT | root


def _density(places: Places, roots: int, services: int) -> NDArray[np.float64]:
    """The density of the covers of each service: the shortest runs of its words that hold all the ``roots``."""
    if roots > 1:
        places.sort()
    inverses = _INVERSES[(places >> _ROOT) & ((1 << _WEIGHT) - 1)]
    positions = places >> _ROOT + _WEIGHT
    service = positions >> _POSITION
    if roots == 1:
        return np.bincount(service, 1 / inverses, services).astype(np.float64, copy=False)
    found, here = places & _MOST - 1, np.arange(len(places), dtype=np.int32)
    begins = here
    for root in range(roots):
        begins = np.minimum(begins, np.maximum.accumulate(np.where(found == root, here, np.int32(-1))))
    # Of the runs that begin at one place, the shortest; all in one service.
    ends = np.flatnonzero(np.diff(begins, prepend=-1) > 0)
    ends = ends[service[begins[ends]] == service[ends]]
    begins = begins[ends]
    length = ends - begins
    sums = np.add.reduceat(np.append(inverses, 0), np.column_stack((begins, ends + 1)).ravel())[::2]
    noise = positions[ends].astype(np.int64) - positions[begins] - length
    noise = np.where(noise < 0, length // 2, noise)
    return np.bincount(service[ends], (length + 1) / sums / (1 + noise), services).astype(np.float64, copy=False)
