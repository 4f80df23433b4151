"""Which decisions are signed, and which wait for somebody."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from parvis.core.privacy.models import DecisionTaken
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.core.privacy.queries.sheet import Sheet
from parvis.kernel.actor import system
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import Decision, Service
from parvis.kernel.scope import Reach, open_scope


class DecisionState(StrEnum):
    """Where a decision stands."""

    AWAITED = "attendue"
    SIGNED = "signee"
    CONTESTED = "contestee"
    STALE = "a-reprendre"

    @property
    def words(self) -> str:
        """The state in French."""
        return {
            DecisionState.AWAITED: "En attente",
            DecisionState.SIGNED: "Signée",
            DecisionState.CONTESTED: "Lecture refusée",
            DecisionState.STALE: "Texte changé, à signer de nouveau",
        }[self]

    @property
    def badge(self) -> str:
        """The kind of badge of the design system."""
        return "success" if self is DecisionState.SIGNED else "error" if self is DecisionState.CONTESTED else "warning"


@dataclass(frozen=True)
class Signed:
    """The last word on a decision, without the name of who gave it."""

    digest: str
    adopted: bool
    quality: str
    taken_at: datetime


@dataclass(frozen=True)
class DecisionLine:
    """A declared decision and the last word on it."""

    service: Service
    decision: Decision
    last: Signed | None

    @property
    def state(self) -> DecisionState:
        """Where it stands; words that changed since the signature are signed by nobody."""
        if self.last is None:
            return DecisionState.SIGNED if self.decision.on else DecisionState.AWAITED
        if self.last.digest != digest_of(self.decision):
            return DecisionState.STALE
        return DecisionState.SIGNED if self.last.adopted else DecisionState.CONTESTED


def digest_of(decision: Decision) -> str:
    """What tells apart the words that are signed."""
    words = json.dumps([decision.question, decision.reading, decision.why], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def last_words() -> dict[tuple[str, str], Signed]:
    """The last word on each decision, in one query that reads no name: whoever asks, it is what policies publish."""
    with open_scope(system("register.published"), reach=Reach.EVERYTHING):
        rows = DecisionTaken.objects.order_by("taken_at", "pk").values_list(
            "service", "decision", "digest", "adopted", "quality", "taken_at"
        )
        return {
            (service, decision): Signed(digest, adopted, quality, taken_at)
            for service, decision, digest, adopted, quality, taken_at in rows
        }


def decision_lines(words: dict[tuple[str, str], Signed] | None = None) -> list[DecisionLine]:
    """Every decision of every service, in the order of the pages."""
    words = last_words() if words is None else words
    return [
        DecisionLine(service, decision, words.get((service.key, decision.key)))
        for service in ordered_services()
        for decision in service.decisions
    ]


def in_force(service: Service, words: dict[tuple[str, str], Signed] | None = None) -> Service:
    """The service with its decisions as they are signed now; a contested or changed one awaits."""
    words = last_words() if words is None else words
    signed = tuple(_signed(service, each, words.get((service.key, each.key))) for each in service.decisions)
    return replace(service, decisions=signed)


def _signed(service: Service, decision: Decision, last: Signed | None) -> Decision:
    if last is None:
        return decision
    if DecisionLine(service, decision, last).state is not DecisionState.SIGNED:
        return replace(decision, on=None)
    return replace(decision, on=last.taken_at.astimezone(PARIS).date(), by=last.quality)


def sheet_in_force(service: Service, words: dict[tuple[str, str], Signed] | None = None) -> Sheet:
    """The policy of ``service`` as declared, with the decisions as they are signed."""
    return sheet_of(in_force(service, words))
