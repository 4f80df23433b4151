"""What lives outside the tables: copies that we hold and that go with their rows, and those that others hold."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Holder:
    """Where copies are: ``column`` (``app.Model.column``) names one for each row.

    ``remove`` destroys the copy of that name, and does nothing when there is none; ``holds`` looks whether it is
    still there.
    """

    key: str
    column: str
    remove: Callable[[str], None]
    holds: Callable[[str], bool]


holders: Registry[Holder] = Registry("holder of copies")


@dataclass(frozen=True)
class Replica:
    """Copies outside our hands: those who hold them are told what to forget, and say when they have.

    ``followed`` tells, for the case of a person, how many of them have, of how many; ``None`` when it was no matter
    of theirs.
    """

    key: str
    service: str
    words: str
    followed: Callable[[str], tuple[int, int] | None]


replicas: Registry[Replica] = Registry("copies outside our hands")
