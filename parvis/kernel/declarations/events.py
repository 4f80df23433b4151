"""Facts that a lower app publishes and upper apps react to, by declaration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parvis.kernel.actor import Actor
from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Reaction:
    """What an upper app does, in the same transaction, when a fact of type ``fact`` happens."""

    key: str
    fact: type
    react: Callable[[Any], None]


reactions: Registry[Reaction] = Registry("reaction")


def publish(fact: object) -> None:
    """Tell every declared reaction about ``fact``, in key order."""
    for reaction in reactions:
        if isinstance(fact, reaction.fact):
            reaction.react(fact)


@dataclass(frozen=True)
class Deed:
    """Something done on purpose in an app that may not know the journal, which writes a line of it."""

    by: Actor
    verb: str
    object_key: str = ""
    count: int | None = None
