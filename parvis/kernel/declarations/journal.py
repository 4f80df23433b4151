"""What the journal shows in plain words: the verbs of its lines, whose names stand behind its keys, their rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from parvis.kernel.actor import Actor
from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Verb:
    """A verb of the journal, such as ``accounts.rename``, and what it says in French after the name of who acts.

    ``reads`` marks a consultation; ``takes_out`` one that makes data leave the screen: an export, a print.
    """

    key: str
    words: str
    reads: bool = False
    takes_out: bool = False


@dataclass(frozen=True)
class Identity:
    """People that the journal names by ``<key>:<primary key>``, such as ``accounts.User:12``.

    ``actor`` is the kind under which they act (``user``), if they do. ``names`` gives what to call each
    primary key that still exists; ``find`` the primary keys of those whom a typed text designates.
    """

    key: str
    label: str
    names: Callable[[Iterable[str]], Mapping[str, str]]
    find: Callable[[str], Iterable[str]]
    actor: str = ""


@dataclass(frozen=True)
class Trail:
    """Rows about somebody that the journal names by keys of their own: it knows no table.

    ``find`` gives those keys to who asks, never beyond what they may see, from what they typed (an address) and the
    keys of the people that it designates, if any.
    """

    key: str
    find: Callable[[Actor, str, Iterable[str]], Iterable[str]]


verbs: Registry[Verb] = Registry("verb of the journal")
identities: Registry[Identity] = Registry("identity")
trails: Registry[Trail] = Registry("trail")
