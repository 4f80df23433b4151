"""What is published now, and what is computed once for it: counts, marks in long lists."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

from parvis.kernel.database.prepared import Prepared
from parvis.products.data_inclusion.models import Edition

KEPT: Final = 5_000
Value = TypeVar("Value")

_LAST: Final = Prepared(lambda actor: Edition.objects.order_by("-pk").values_list("pk")[:1], scoped=False)
_read: ContextVar[int | None] = ContextVar("edition", default=None)


@contextmanager
def one_edition() -> Iterator[int]:
    """Ask once which edition is published, and hold to it for the whole of an answer."""
    token = _read.set(current := edition())
    try:
        yield current
    finally:
        _read.reset(token)


def edition() -> int:
    """Changes each time anything published does: what is kept aside is kept for one edition."""
    read = _read.get()
    if read is not None:
        return read
    last = _LAST.rows()
    return int(last[0][0]) if last else 0


class Shelf:
    """Values computed once a process and an edition."""

    def __init__(self) -> None:
        self._edition = -1
        self._values: dict[Hashable, Any] = {}

    def get(self, key: Hashable, current: int, compute: Callable[[], Value]) -> Value:
        """The value kept under ``key`` for the edition ``current``, computed when it is not there."""
        if current != self._edition or len(self._values) >= KEPT:
            self._edition, self._values = current, {}
        if key not in self._values:
            self._values[key] = compute()
        return self._values[key]


shelf: Final = Shelf()
