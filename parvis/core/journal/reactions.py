"""Deeds of the apps that may not know the journal become lines of it."""

from parvis.core.journal.actions import record
from parvis.kernel.declarations.events import Deed, Reaction, reactions


def _write(deed: Deed) -> None:
    record(by=deed.by, verb=deed.verb, object_key=deed.object_key, count=deed.count)


reactions.register(Reaction("journal.deed", Deed, _write))
