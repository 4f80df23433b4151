"""What follows from a right: facts that the apps which hold the data react to, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.kernel.actor import Actor


@dataclass(frozen=True)
class Reached:
    """By what a person without an account is recognised: addresses in lower case, numbers with their prefix."""

    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.emails or self.phones)


@dataclass(frozen=True)
class Hide:
    """Show this person no more, at once, wherever ``service`` publishes them; ``case`` names why.

    The digests of ``reached`` are already kept: see ``facade.suppressed``.
    """

    by: Actor
    service: str
    reached: Reached
    case: str


@dataclass(frozen=True)
class HideAgain:
    """Whatever ``service`` publishes may have come back from a backup: look for everybody whose digest is kept."""

    by: Actor
    service: str


@dataclass(frozen=True)
class Show:
    """What was hidden under ``case`` may be shown again."""

    by: Actor
    service: str
    case: str


@dataclass(frozen=True)
class Remove:
    """What was hidden under ``case`` will never be shown again: destroy what was put aside, and what waits of it."""

    by: Actor
    service: str
    reached: Reached
    case: str


@dataclass(frozen=True)
class Rectified:
    """Columns of one row were put right at the person's request; copies and recipients must follow.

    Whoever fills the row from a source keeps it right as long as the source gives what was wrong: the letter says so.

    ``values`` are the new ones: the old ones are told to nobody.
    """

    by: Actor
    table: str
    row: Any
    values: Mapping[str, Any] = field(hash=False)
