"""Sources that can be imported: how each is read, and turned into the common schema."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.products.data_inclusion.actions.changes import unsaid
from parvis.products.data_inclusion.enums import Kind, SourceKind
from parvis.products.data_inclusion.queries.imports import edition_name

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Mapped:
    """A raw record in the words of the schema: a structure, services, or both; and what was mended on the way.

    A service without ``structure_id`` is of the structure beside it. ``given`` tells what the producer
    wrote for a field, and ``kept`` what was kept of it where the schema has no such field.
    """

    structure: dict[str, Any] | None
    corrections: list[str] = field(default_factory=list)
    services: list[dict[str, Any]] = field(default_factory=list)
    given: Callable[[str], Any] = unsaid
    kept: Callable[[str], Any] = unsaid


def describes_a_structure(raw: Raw) -> Kind:
    """For sources in which each record is a structure, with or without its services."""
    return Kind.STRUCTURE


@dataclass(frozen=True)
class Producer:
    """A source and how to read it, always in the same order within one ``version``: lines and their numbers.

    ``identify`` gives the producer's own identifier of a raw record, stable from one import to the
    next, and ``kind_of`` what it identifies. ``translator`` gives, once for an import, what turns a
    raw record into a mapped one; ``revision`` changes when it does, so that all records are prepared anew.
    ``read`` gives a generator: an import that stops half-way closes it, with the file or the cursor behind it.
    ``contact`` is the producer's mailbox, where corrections are asked for.
    ``remarks`` say of the whole source what would be noise said of each line.
    """

    slug: str
    name: str
    description: str
    kind: SourceKind
    revision: int
    version: Callable[[], str]
    count: Callable[[], int]
    read: Callable[[], Generator[tuple[int, Raw], None, None]]
    identify: Callable[[Raw], str]
    translator: Callable[[], Callable[[Raw], Mapped]]
    kind_of: Callable[[Raw], Kind] = describes_a_structure
    remarks: tuple[str, ...] = ()
    contact: str = ""

    @property
    def key(self) -> str:
        """The slug."""
        return self.slug

    def edition(self) -> str:
        """What is imported: the source's version, as this revision reads it."""
        return edition_name(self.version(), self.revision)
