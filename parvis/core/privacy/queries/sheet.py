"""The policy of a service as one document: what its page shows, what is published, what is compared."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

SCHEMA = 1


class Part(BaseModel):
    """A part of a policy; it never changes once made.

    Old versions are read for ever: a field added later has a default, a field dropped is ignored.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class PersonSheet(Part):
    """Somebody to write to, or who answers."""

    name: str = ""
    represented_by: str = ""
    email: str = ""
    address: str = ""
    note: str = ""


class BasisSheet(Part):
    """A legal ground, and the case in which it holds when there are several."""

    words: str
    article: str
    case: str = ""


class PurposeSheet(Part):
    """One aim and its ground."""

    words: str
    bases: tuple[BasisSheet, ...]


class CategorySheet(Part):
    """Data treated alike, and how long they are kept."""

    key: str
    label: str
    data: tuple[str, ...]
    optional: tuple[str, ...]
    subjects: str
    source: str
    special: bool
    keep: str
    period: str
    starts: tuple[str, ...]
    fallback: str
    fallback_key: str
    ending: str
    ending_key: str
    ceiling: bool
    notice: str
    stages: tuple[str, ...]
    copies: tuple[str, ...]
    decision: str
    pending: bool
    notes: tuple[str, ...]


class RecipientSheet(Part):
    """Who receives, on what condition."""

    who: str
    condition: str = ""
    sends: tuple[str, ...] = ()
    note: str = ""


class ProcessorSheet(Part):
    """Who handles data for the controller."""

    name: str
    does: str
    where: str
    guarantee: str = ""
    ground: str = ""
    contact: str = ""
    note: str = ""


class ActivitySheet(Part):
    """One processing."""

    key: str
    title: str
    role: str
    role_key: str
    operator: str
    each: bool
    controllers: tuple[PersonSheet, ...]
    split: str
    purposes: tuple[PurposeSheet, ...]
    categories: tuple[CategorySheet, ...]
    recipients: tuple[RecipientSheet, ...]
    feeds: tuple[RecipientSheet, ...]
    processors: tuple[str, ...]
    impact_assessment: bool
    automated: str
    note: str
    commitments: tuple[str, ...] = ()

    @property
    def shared_bases(self) -> tuple[BasisSheet, ...]:
        """The grounds, when every aim has the same: said once instead of under each."""
        bases = _once(purpose.bases for purpose in self.purposes)
        return bases[0] if len(bases) == 1 else ()


class RightSheet(Part):
    """A right, and whether the service's own text or the law gives it."""

    key: str
    words: str
    where: str
    by_law: bool


class TrackerSheet(Part):
    """A cookie or the like."""

    name: str
    aliases: tuple[str, ...]
    purpose: str
    basis: str
    needs_consent: bool
    lifetime: str
    period: str
    host: str
    opt_out: str


class MeasureSheet(Part):
    """A protection, with what holds it."""

    words: str
    control: str
    test: str
    organisational: str


class DecisionSheet(Part):
    """A doubt, how it is read, and who signed when."""

    key: str
    question: str
    reading: str
    why: str
    by: str
    on: str

    @property
    def signed_on(self) -> date | None:
        """The day of the signature."""
        return date.fromisoformat(self.on) if self.on else None


class LinkSheet(Part):
    """A page elsewhere."""

    label: str
    url: str


class Sheet(Part):
    """A whole policy."""

    service: str
    slug: str
    title: str
    mission: str
    who: str
    contact: PersonSheet
    officer: PersonSheet | None
    activities: tuple[ActivitySheet, ...]
    rights: tuple[RightSheet, ...]
    deadline: str
    deadline_period: str
    deadline_decision: str
    identity: str
    exercise: tuple[str, ...]
    complaint: LinkSheet
    complaint_address: str
    recipients: tuple[RecipientSheet, ...]
    processors: tuple[ProcessorSheet, ...]
    trackers: tuple[TrackerSheet, ...]
    trackers_note: str
    measures: tuple[MeasureSheet, ...]
    decisions: tuple[DecisionSheet, ...]
    links: tuple[LinkSheet, ...]
    notes: tuple[str, ...]
    backups: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """The policy as JSON keeps it."""
        return self.model_dump(mode="json")

    @property
    def digest(self) -> str:
        """A fingerprint of the whole document, to recognise a copy of it."""
        return hashlib.sha256(json.dumps(self.content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def controllers(self) -> tuple[PersonSheet, ...]:
        """Every controller, once."""
        return _once(person for activity in self.activities for person in activity.controllers)

    @property
    def bases(self) -> tuple[BasisSheet, ...]:
        """Every legal ground, once."""
        return _once(
            BasisSheet(words=basis.words, article=basis.article)
            for activity in self.activities
            for purpose in activity.purposes
            for basis in purpose.bases
        )

    @property
    def pending(self) -> tuple[DecisionSheet, ...]:
        """Decisions that nobody has signed yet."""
        return tuple(decision for decision in self.decisions if not decision.on)

    @property
    def signed(self) -> tuple[DecisionSheet, ...]:
        """Decisions that are signed."""
        return tuple(decision for decision in self.decisions if decision.on)


def _once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))
