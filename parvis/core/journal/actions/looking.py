"""Asking the journal about somebody is itself a consultation of what it says of them."""

from collections.abc import Iterable

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor

TRACES = "plateforme.journal.traces"


def note_who_read(*, by: Actor, people: Iterable[str]) -> None:
    """``by`` asked who consulted ``people``: those found by what was typed, nobody perhaps."""
    record(by=by, verb="journal.who-read", subjects=people, categories=[TRACES])


def note_what_read(*, by: Actor, people: Iterable[str]) -> None:
    """``by`` asked what the account of ``people`` consulted: one person, nobody for the platform itself."""
    record(by=by, verb="journal.what-read", subjects=people, categories=[TRACES])
