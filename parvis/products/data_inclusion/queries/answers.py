"""Pages of prepared answers: texts put end to end, never parsed nor serialised again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.db.models import Model, QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Among, Prepared
from parvis.products.data_inclusion.queries.editions import shelf

STRIDE: Final = 1_000
ANSWER: Final = ("document", "tail")
# The database puts the whole answer together: half as many values to receive. It does so once the page is cut.
WHOLE: Final = "document || tail || '}'"
THESE: Final = f"SELECT pk, {WHOLE} FROM ({{}}) AS these ORDER BY pk"
PAGE: Final = THESE.replace("{}", "SELECT * FROM ({}) AS those ORDER BY pk LIMIT %s OFFSET %s")


@dataclass(frozen=True)
class Answers:
    """One page of prepared answers, and how many there are in all; ``last`` is its last identifier."""

    documents: list[bytes]
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
        return b"".join([b'{"items":[', *self._separated(), end.encode()])

    def _separated(self) -> Iterator[bytes]:
        for rank, document in enumerate(self.documents):
            if rank:
                yield b","
            yield document


class Shown:
    """The answers of the records of a model, by statements made once; ``visible`` gives what an actor sees."""

    def __init__(self, visible: Callable[[Actor], QuerySet[Any]]) -> None:
        def those(actor: Actor, **condition: Any) -> QuerySet[Any, Any]:
            return visible(actor).filter(**condition).order_by().values_list("pk", *ANSWER)

        self._from = Prepared(lambda actor, start: those(actor, pk__gte=start), 1, around=PAGE, raw=True)
        self._after = Prepared(lambda actor, last: those(actor, pk__gt=last), 1, around=PAGE, raw=True)
        self._these = Prepared(
            lambda actor, identifiers: (
                visible(actor).filter(Among("pk", identifiers)).order_by().values_list("pk", *ANSWER)
            ),
            1,
            around=THESE,
            raw=True,
        )

    def of(self, actor: Actor, identifiers: Sequence[str]) -> dict[str, bytes]:
        """The answers for these identifiers."""
        return dict(self._these.rows(list(identifiers), actor=actor))

    def page(self, actor: Actor, start: str, first: int, size: int) -> dict[str, bytes]:
        """``size`` answers from the ``first`` of those whose identifiers begin at ``start``."""
        return dict(self._from.rows(start, size, first, actor=actor))

    def after(self, actor: Actor, last: str, size: int) -> dict[str, bytes]:
        """The ``size`` answers that follow the identifier ``last``."""
        return dict(self._after.rows(last, size, 0, actor=actor))


def shown_once(records: QuerySet[Any]) -> dict[str, bytes]:
    """The answers of records asked for in a way of their own, by a statement made for this time."""
    these = Prepared(lambda actor: records.values_list("pk", *ANSWER), around=THESE, planned=False, raw=True)
    return dict(these.rows())


def mark_before(records: QuerySet[Any], first: int, *, current: int, name: str) -> tuple[str, int]:
    """From which identifier to count to the ``first`` of a long list called ``name``, and how many to count.

    A list has marks, one each thousand identifiers, found once an edition: a deep page is reached from the
    nearest one, not counted from the beginning.
    """
    if first < STRIDE:
        return "", first
    marks = shelf.get(("marks", name), current, lambda: _marks(records))
    nearest = min(first // STRIDE, len(marks)) - 1
    return (marks[nearest], first - (nearest + 1) * STRIDE) if nearest >= 0 else ("", first)


def _marks(records: QuerySet[Model]) -> list[str]:
    """Every thousandth identifier, from the thousandth on (the first one is 0)."""
    identifiers = records.order_by("pk").values_list("pk", flat=True)
    return [pk for position, pk in enumerate(identifiers.iterator(10_000)) if position and position % STRIDE == 0]
