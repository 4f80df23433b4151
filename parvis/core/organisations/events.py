"""Facts about belonging that the services react to, in the same transaction."""

from dataclasses import dataclass

from parvis.kernel.actor import Actor


@dataclass(frozen=True)
class Joined:
    """A user has accepted an invitation; told within a scope that reaches its organisation alone."""

    by: Actor
    invitation: int
    organisation: int
    user: int


@dataclass(frozen=True)
class Left:
    """A user is of an organisation no more; told within the scope of whoever removed them."""

    by: Actor
    organisation: int
    user: int
