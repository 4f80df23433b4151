"""Menus: what the apps declared, seen by one actor on one page."""

from dataclasses import dataclass

from django.urls import reverse

from parvis.kernel.actor import Actor
from parvis.kernel.declarations.navigation import Section, Welcome, entries, welcomes


@dataclass(frozen=True)
class Line:
    """One line of a menu. ``current`` is the value of ``aria-current``, or nothing."""

    key: str
    label: str
    url: str
    section: Section
    current: str = ""


@dataclass(frozen=True)
class Card:
    """One card of the home page."""

    key: str
    title: str
    text: str
    action: str
    url: str


def lines_of(sections: tuple[Section, ...], actor: Actor, path: str = "") -> list[Line]:
    """The entries of ``sections`` open to ``actor``, in their declared order."""
    shown = [entry for entry in entries if entry.section in sections and entry.policy.allows(actor)]
    shown.sort(key=lambda entry: (entry.section, entry.order, entry.key))
    addresses = {entry.key: reverse(entry.route) for entry in entries}
    # A page may be under two lines, of two menus: it belongs to the nearest one.
    nearest = max((url for url in addresses.values() if path.startswith(url) and url != "/"), key=len, default="")
    return [
        Line(entry.key, entry.label, url, entry.section, _current(url, path, nearest))
        for entry in shown
        for url in [addresses[entry.key]]
    ]


def _current(url: str, path: str, nearest: str) -> str:
    if path == url:
        return "page"
    return "true" if url == nearest else ""


def cards() -> list[Card]:
    """The cards of the home page, in their declared order."""
    return [
        Card(welcome.key, welcome.title, welcome.text, welcome.action, address_of(welcome))
        for welcome in sorted(welcomes, key=lambda welcome: (welcome.order, welcome.key))
    ]


def address_of(welcome: Welcome) -> str:
    """Where a card leads."""
    return reverse(welcome.route, args=welcome.arguments)
