"""Asking the journal about somebody is itself a consultation of what it says of them."""

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor

TRACES = "plateforme.journal.traces"


def note_who_read(*, by: Actor, person: str) -> None:
    """``by`` asked who consulted ``person``."""
    record(by=by, verb="journal.who-read", subjects=[person], categories=[TRACES])


def note_what_read(*, by: Actor, person: str) -> None:
    """``by`` asked what the account of ``person``, nobody for the platform itself, consulted."""
    record(by=by, verb="journal.what-read", subjects=[person] if person else [], categories=[TRACES])
