"""What is published now, and what is computed once for it: counts, marks in long lists."""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.db.models import Max

from parvis.products.data_inclusion.models import Edition

KEPT: Final = 5_000
Value = TypeVar("Value")


def edition() -> int:
    """Changes each time anything published does: what is kept aside is kept for one edition."""
    return Edition.objects.aggregate(last=Max("pk"))["last"] or 0


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
