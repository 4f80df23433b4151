"""What a page lets its reader send: signed, so that one address serves every form of every product."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core import signing

from parvis.kernel.actor import Actor, ActorKind

SALT: Final = "documents.uploads"
# As long as a page stays open; whoever reloads it is given another.
LASTS: Final = timedelta(days=2)


@dataclass(frozen=True)
class Grant:
    """``by`` may send ``most`` files at once, of ``largest`` bytes each, by the form named by ``place``."""

    by: Actor
    place: str
    most: int
    largest: int

    def signed(self) -> str:
        """The grant, as an address carries it."""
        # An address is not a place for the name of an account: its session says it again.
        label = "" if self.by.signed_in else self.by.label
        told = [self.by.kind, self.by.identifier, label, self.place, self.most, self.largest]
        return signing.dumps(told, salt=SALT, compress=True)


def granted(signed: str, present: Actor) -> Grant | None:
    """The grant that :meth:`Grant.signed` made; that of an account is for whoever is signed in with it, ``present``."""
    try:
        kind, identifier, label, place, most, largest = signing.loads(signed, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    holder = Actor(ActorKind(kind), identifier, label)
    if holder.signed_in:
        if present.key != holder.key:
            return None
        holder = present
    return Grant(holder, place, most, largest)
