"""One small registry: what apps declare, kept under a stable key."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured


class Keyed(Protocol):
    """Anything known by a stable string key, never by its class name."""

    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Keyed)


class Registry(Generic[T]):
    """Declarations of one kind, iterated in key order whatever the order of loading."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        """Keep ``item``; a second item under the same key is a programming error."""
        if item.key in self._items and self._items[item.key] != item:
            raise ImproperlyConfigured(f"{self.kind} declared twice: {item.key}")
        self._items[item.key] = item
        return item

    def get(self, key: str) -> T:
        """Return the declaration known as ``key``; raise ``LookupError`` when nobody declared it."""
        try:
            return self._items[key]
        except KeyError:
            raise LookupError(f"No {self.kind} declared as {key!r}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[T]:
        return iter([self._items[key] for key in sorted(self._items)])

    def __len__(self) -> int:
        return len(self._items)
