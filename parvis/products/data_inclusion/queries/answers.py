"""Pages of prepared answers: texts put end to end, never parsed nor serialised again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.db.models import Model, QuerySet

from parvis.products.data_inclusion.queries.editions import shelf

STRIDE: Final = 1_000
ANSWER: Final = ("document", "tail")


@dataclass(frozen=True)
class Answers:
    """One page of prepared answers, and how many there are in all; ``last`` is its last identifier."""

    documents: list[str]
    total: int
    page: int
    size: int
    last: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return ceil(self.total / self.size)

    def envelope(self) -> bytes:
        """The page as the API sends it; ``size`` is the number of items of this page."""
        end = f'],"total":{self.total},"page":{self.page},"size":{len(self.documents)},"pages":{self.pages}}}'
        # Joined at once: a page may weigh ten megabytes, which each step would copy.
        return "".join(['{"items":[', *self._separated(), end]).encode()

    def _separated(self) -> Iterator[str]:
        for rank, document in enumerate(self.documents):
            if rank:
                yield ","
            yield document


def closed(parts: Iterable[tuple[str, str]]) -> list[str]:
    """Whole answers out of (document, tail) pairs."""
    return [f"{document}{tail}}}" for document, tail in parts]


def page_from(records: QuerySet[Any], first: int, size: int, *, current: int, name: str | None = None) -> QuerySet[Any]:
    """``size`` records by identifier from the ``first``.

    A list called by ``name`` has marks, one each thousand identifiers, found once an edition: a deep
    page is reached from the nearest one, not counted from the beginning.
    """
    ordered = records.order_by("pk")
    if name is not None and first >= STRIDE:
        marks = shelf.get(("marks", name), current, lambda: _marks(records))
        nearest = min(first // STRIDE, len(marks)) - 1
        if nearest >= 0:
            ordered = ordered.filter(pk__gte=marks[nearest])
            first -= (nearest + 1) * STRIDE
    return ordered[first : first + size]


def _marks(records: QuerySet[Model]) -> list[str]:
    """Every thousandth identifier, from the thousandth on (the first one is 0)."""
    identifiers = records.order_by("pk").values_list("pk", flat=True)
    return [pk for position, pk in enumerate(identifiers.iterator(10_000)) if position and position % STRIDE == 0]
