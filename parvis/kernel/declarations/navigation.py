"""What the menus show: entries declared by the apps, drawn by the shell."""

from dataclasses import dataclass
from enum import IntEnum

from parvis.kernel.policies import PUBLIC, Policy
from parvis.kernel.registry import Registry


class Section(IntEnum):
    """Where an entry stands, in order of appearance."""

    MAIN = 1
    WORK = 2
    ADMINISTRATION = 3
    ACCOUNT = 4
    FOOTER = 5


@dataclass(frozen=True)
class Entry:
    """One line of a menu. ``route`` is a URL name, resolved when the menu is drawn."""

    key: str
    label: str
    route: str
    section: Section
    policy: Policy = PUBLIC
    order: int = 100


@dataclass(frozen=True)
class Welcome:
    """One card of the home page: who is told where to go. ``arguments`` complete ``route``."""

    key: str
    title: str
    text: str
    route: str
    action: str
    order: int = 100
    arguments: tuple[str, ...] = ()


entries: Registry[Entry] = Registry("navigation entry")
welcomes: Registry[Welcome] = Registry("home card")
