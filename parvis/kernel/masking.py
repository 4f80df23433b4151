"""Small cells masked in a table of counts, so that nobody is found in it, nor found by subtraction.

Whoever reads a table knows its total, and that what is masked is not nothing. From these, each masked cell could still
hold any number from one to ``K``: the cells that are too small are masked, then as many others as that takes. A table
for which no choice is enough is withheld whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

K: Final = 5


@dataclass(frozen=True)
class Group:
    """A count, and how it is split; ``None`` is masked. ``parts`` is empty when the split is withheld."""

    count: int | None
    parts: tuple[int | None, ...] = ()


def shown(count: int) -> int | None:
    """A count that stands alone, or nothing when it is small."""
    return None if 0 < count < K else count


def masked(counts: Sequence[int]) -> tuple[int | None, ...] | None:
    """The counts that add up to a published total, the small ones masked; nothing when the table cannot be shown."""
    hidden = {rank for rank, count in enumerate(counts) if 0 < count < K}
    others = sorted((rank for rank, count in enumerate(counts) if count >= K), key=lambda rank: counts[rank])
    while hidden and not _safe([counts[rank] for rank in hidden]):
        if not others:
            return None
        hidden.add(others.pop(0))
    return tuple(None if rank in hidden else count for rank, count in enumerate(counts))


def masked_groups(groups: Sequence[tuple[int, Sequence[int]]]) -> tuple[Group, ...] | None:
    """The same on two levels: a group that is masked is not split, and a split adds up to its group."""
    above = masked([count for count, _ in groups])
    if above is None:
        return None
    return tuple(
        Group(count, (masked(parts) or ()) if count is not None else ())
        for count, (_, parts) in zip(above, groups, strict=True)
    )


def _safe(hidden: Sequence[int]) -> bool:
    """Whether each could be anything from one to ``K``, as far as their sum tells."""
    return sum(hidden) - (len(hidden) - 1) >= K
