"""What the current actor may reach, held in the context and mirrored to the database session.

Row security reads session settings, written by the database engine of this package:
``parvis.user``, ``parvis.organisations``, ``parvis.administrator`` and ``parvis.reach``; guards
read ``parvis.actor``. No scope, no row. ``parvis.restricted`` tells for which reason the scope reads
the rows of people whose data are only stored; without reason, it does not see them. ``parvis.emergency``
is the instant at which the scope reads what was opened to its actor for a while, in an emergency.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor


class Reach(StrEnum):
    """How far a scope sees: its organisations only, or every row (platform tasks)."""

    ORGANISATIONS = "organisations"
    EVERYTHING = "everything"


@dataclass(slots=True)
class Reading:
    """Rows of one personal table read during a scope.

    ``people`` are primary keys, under the model they belong to and the path, often empty, that
    leads from there to the person.
    """

    people: dict[tuple[str, str], set[Any]] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)
    rows: int = 0


@dataclass(slots=True, eq=False)
class Scope:
    """One request, job or command: its actor, its reach and what it has read so far.

    ``manner`` is how the people read are journaled: shown (``read``), exported or printed.
    """

    actor: Actor
    organisations: frozenset[int]
    reach: Reach
    channel: str
    request_id: UUID = field(default_factory=uuid4)
    readings: dict[str, Reading] = field(default_factory=dict)
    restricted: str = ""
    emergency: str = ""
    manner: str = "read"

    def settings(self) -> dict[str, str]:
        """The session settings that row security and the guards read."""
        return {
            "parvis.actor": self.actor.key,
            "parvis.user": self.actor.identifier if self.actor.signed_in else "",
            "parvis.organisations": ",".join(str(pk) for pk in sorted(self.organisations)),
            "parvis.administrator": "yes" if self.actor.platform_administrator else "",
            "parvis.reach": str(self.reach),
            "parvis.restricted": self.restricted,
            "parvis.emergency": self.emergency,
        }


NO_SETTINGS = {
    "parvis.actor": "",
    "parvis.user": "",
    "parvis.organisations": "",
    "parvis.administrator": "",
    "parvis.reach": "",
    "parvis.restricted": "",
    "parvis.emergency": "",
}

# Called with each scope that ends, while it is still in force: the journal writes what was read.
at_scope_end: list[Callable[[Scope], None]] = []

logger = logging.getLogger(__name__)

_current: ContextVar[Scope | None] = ContextVar("parvis_scope", default=None)
_unnoted: ContextVar[bool] = ContextVar("parvis_unnoted", default=False)


def current_scope() -> Scope | None:
    """The scope in force, or ``None`` outside any."""
    return _current.get()


def current_actor() -> Actor:
    """The actor in force; raise ``LookupError`` outside any scope."""
    scope = _current.get()
    if scope is None:
        raise LookupError("No scope is open: nobody is acting")
    return scope.actor


def actor_or_visitor() -> Actor:
    """The actor in force; outside any scope, where no row shows anyway, a visitor."""
    scope = _current.get()
    return scope.actor if scope else VISITOR


@contextmanager
def open_scope(
    actor: Actor,
    *,
    organisations: Iterable[int] | None = None,
    reach: Reach = Reach.ORGANISATIONS,
    channel: str = "web",
    request_id: UUID | None = None,
) -> Iterator[Scope]:
    """Act as ``actor`` until the block ends.

    ``organisations`` narrows the reach to some of the actor's organisations; by default it is
    all of them. ``Reach.EVERYTHING`` is for platform tasks that serve every organisation.
    """
    reached = actor.organisations if organisations is None else frozenset(organisations)
    with resume_scope(Scope(actor, reached, reach, channel, request_id or uuid4())) as scope:
        yield scope


@contextmanager
def within(
    actor: Actor, *, organisations: Iterable[int] | None = None, reach: Reach = Reach.ORGANISATIONS
) -> Iterator[Scope]:
    """Act as ``actor`` for what the scope in force asks for: its request and its channel are those of that scope."""
    outer = _current.get()
    with open_scope(
        actor,
        organisations=organisations,
        reach=reach,
        channel=outer.channel if outer else "system",
        request_id=outer.request_id if outer else None,
    ) as scope:
        yield scope


@contextmanager
def resume_scope(scope: Scope) -> Iterator[Scope]:
    """Put ``scope`` (back) in force until the block ends, then tell whoever waits for its end."""
    token = _current.set(scope)
    try:
        yield scope
    except BaseException:
        _end_after_failure(scope)
        raise
    else:
        for listener in at_scope_end:
            listener(scope)
    finally:
        _current.reset(token)


def _end_after_failure(scope: Scope) -> None:
    """Tell the listeners, without hiding the failure behind one of theirs."""
    for listener in at_scope_end:
        try:
            listener(scope)
        except Exception:
            logger.exception("A failed scope could not be ended properly")


@contextmanager
def reading_restricted(reason: str) -> Iterator[None]:
    """Within the scope in force, also see the rows of people whose data are only stored, for ``reason``."""
    scope = _current.get()
    if scope is None or not reason:
        raise LookupError("Only somebody who acts, and says why, reads what is only stored")
    with _restricted(scope, reason):
        yield


@contextmanager
def sparing_restricted() -> Iterator[None]:
    """Within the scope in force, whatever it reads otherwise, see no row that is only stored: for whoever writes."""
    scope = _current.get()
    if scope is None:
        raise LookupError("No scope is open: nobody is acting")
    with _restricted(scope, ""):
        yield


@contextmanager
def reading_in_emergency() -> Iterator[None]:
    """Within the scope in force, also see what is open at this instant, in an emergency, to whoever acts; only read."""
    scope = _current.get()
    if scope is None:
        raise LookupError("No scope is open: nobody is acting")
    before, scope.emergency = scope.emergency, clock.now().isoformat()
    try:
        yield
    finally:
        scope.emergency = before


@contextmanager
def _restricted(scope: Scope, reason: str) -> Iterator[None]:
    before, scope.restricted = scope.restricted, reason
    try:
        yield
    finally:
        scope.restricted = before


@contextmanager
def unnoted() -> Iterator[None]:
    """Read without leaving a trace: for what the platform must read to know who is acting."""
    token = _unnoted.set(True)
    try:
        yield
    finally:
        _unnoted.reset(token)


def noting_scope() -> Scope | None:
    """The scope that must remember what is read now, if there is one."""
    return None if _unnoted.get() else _current.get()
