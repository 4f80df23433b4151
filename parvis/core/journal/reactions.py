"""The journal writes what the apps beside it did."""

from parvis.core.journal.actions.record import record
from parvis.kernel.declarations.events import Deed, Reaction, reactions


def write(deed: Deed) -> None:
    """One line for ``deed``, in its transaction."""
    record(by=deed.by, verb=deed.verb, object_key=deed.object_key, count=deed.count)


reactions.register(Reaction("journal.deeds", Deed, write))
