"""Every promise with what keeps it, as the public page and its JSON say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from parvis.core.privacy.models import LastProof
from parvis.core.privacy.queries.accountability.measures import measure_lines
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Control, Keeping, Service, controls, keepings, promises
from parvis.kernel.french.typography import counted

COMMON = "plateforme"


class State(StrEnum):
    """Where a promise stands; nothing is called kept without a test."""

    PROVEN = "prouvee"
    TESTED = "tenue"
    FAILING = "en-defaut"
    AWAITED = "pas-encore"

    @property
    def words(self) -> str:
        """The state in French."""
        return {
            State.PROVEN: "Tenue, et constatée ici",
            State.TESTED: "Tenue, prouvée par un test",
            State.FAILING: "En défaut ici",
            State.AWAITED: "Pas encore tenue",
        }[self]

    @property
    def badge(self) -> str:
        """The kind of badge of the design system."""
        return {State.PROVEN: "success", State.TESTED: "info", State.FAILING: "error", State.AWAITED: "warning"}[self]


@dataclass(frozen=True)
class Contradiction:
    """A control that a promise rests on, and that fails here."""

    control: Control
    proof: LastProof


@dataclass(frozen=True)
class Line:
    """A promise or a control, who keeps it, and what was last seen here."""

    key: str
    words: str
    how: str
    test: str
    awaited: str
    proof: LastProof | None
    contradicted: tuple["Contradiction", ...] = ()

    @property
    def state(self) -> State:
        """Where it stands: whatever its test proves, it fails here when a look or a control that it rests on fails."""
        if not self.test:
            return State.AWAITED
        if self.contradicted or (self.proof and not self.proof.holds):
            return State.FAILING
        return State.PROVEN if self.proof and self.proof.proves else State.TESTED

    @property
    def number(self) -> str:
        """The key as people read it: « ALL 07 »."""
        return self.key.replace("-", " ")

    @property
    def document(self) -> dict[str, Any]:
        """The line for a program."""
        proof = self.proof
        return {
            "key": self.key,
            "promise": self.words,
            "state": self.state.value,
            "how": self.how,
            "test": self.test,
            "awaited": "" if self.test else self.awaited,
            "proof": proof
            and {
                "date": proof.happened_at.isoformat(),
                "seen": proof.seen_at.isoformat(),
                "holds": proof.holds,
                "nothing": proof.nothing,
                "figures": proof.counted,
            },
            "contradicted": [each.control.key for each in self.contradicted],
        }


@dataclass(frozen=True)
class Group:
    """The promises of one service."""

    service: Service
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The service as people choose it."""
        return "Communs à tous les services" if self.service.key == COMMON else self.service.title

    @property
    def kept(self) -> list[Line]:
        """What a test proves and nothing here contradicts."""
        return [line for line in self.lines if line.state in {State.PROVEN, State.TESTED}]

    @property
    def failing(self) -> list[Line]:
        """What a look at this installation contradicts."""
        return [line for line in self.lines if line.state is State.FAILING]

    @property
    def awaited(self) -> list[Line]:
        """What nobody keeps yet."""
        return [line for line in self.lines if line.state is State.AWAITED]

    @property
    def sentence(self) -> str:
        """How many promises, and how many of them hold."""
        promised = f"{counted(len(self.lines), 'promesse')} sur vos données"
        if len(self.awaited) == len(self.lines):
            return f"{promised} : aucune n’est encore tenue."
        stand = (
            (self.kept, "tenue", "tenues"),
            (self.failing, "en défaut", "en défaut"),
            (self.awaited, "pas encore tenue", "pas encore tenues"),
        )
        return f"{promised} : {', '.join(counted(len(lines), one, many) for lines, one, many in stand if lines)}."

    @property
    def parts(self) -> list[tuple[str, str, list[Line]]]:
        """What is not as promised here first, then what is kept, then what is not yet, and why."""
        parts = [
            ("En défaut sur cette installation", "Nous l’avons promis, et nous constatons le contraire.", self.failing),
            ("Ce qui est tenu", "", self.kept),
            ("Ce qui n’est pas encore tenu, et pourquoi", "", self.awaited),
        ]
        return [part for part in parts if part[2]]


@dataclass(frozen=True)
class Commitments:
    """Every promise and every control."""

    groups: tuple[Group, ...]
    controls: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every promise."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def kept(self) -> int:
        """How many promises hold."""
        return sum(len(group.kept) for group in self.groups)

    @property
    def awaited(self) -> int:
        """How many nobody keeps yet, or do not hold here."""
        return len(self.lines) - self.kept

    @property
    def counts(self) -> list[tuple[State, int]]:
        """How many promises stand where."""
        return _counts(self.lines)

    @property
    def control_counts(self) -> list[tuple[State, int]]:
        """How many controls stand where."""
        return _counts(self.controls)

    @property
    def failing_controls(self) -> list[Line]:
        """The controls that fail on this installation, whether or not a kept promise rests on them."""
        return [line for line in self.controls if line.state is State.FAILING]

    @property
    def headlines(self) -> list[dict[str, Any]]:
        """The figures to show first, with the date of each; what a promise and a control share is shown once."""
        found = [
            figure | {"date": line.proof.happened_at}
            for line in (*self.lines, *self.controls)
            if line.proof and not line.proof.nothing
            for figure in line.proof.told
            if figure.get("headline")
        ]
        return list({figure["label"]: figure for figure in reversed(found)}.values())[::-1]


def _counts(lines: Sequence[Line]) -> list[tuple[State, int]]:
    return [(state, sum(line.state is state for line in lines)) for state in State]


def last_proofs() -> dict[str, LastProof]:
    """What was last seen here of each promise and control; one query."""
    return {proof.key: proof for proof in LastProof.objects.all()}


def group_of(service: Service, proofs: dict[str, LastProof]) -> Group:
    """The promises of one service."""
    return Group(service, tuple(_promised(service.key, proofs)))


def commitments() -> Commitments:
    """What is promised, in the order in which people are shown the services; one query."""
    proofs = last_proofs()
    groups = [group_of(service, proofs) for service in _platform_first()]
    held = tuple(
        Line(control.key, control.words, "", control.test, "", proofs.get(f"control:{control.key}"))
        for control in controls
    )
    return Commitments(tuple(groups), held)


def _platform_first() -> Sequence[Service]:
    """What all services promise alike comes before what one of them adds."""
    return sorted(ordered_services(), key=lambda service: service.key != COMMON)


def _promised(service: str, proofs: dict[str, LastProof]) -> list[Line]:
    kept = {keeping.key: keeping for keeping in keepings}
    return [
        Line(
            promise.key,
            promise.words,
            kept[promise.key].how if promise.key in kept else "",
            kept[promise.key].test if promise.key in kept else "",
            promise.awaited,
            proofs.get(promise.key),
            _contradictions(kept.get(promise.key), proofs),
        )
        for promise in promises
        if promise.service == service
    ]


def _contradictions(keeping: Keeping | None, proofs: dict[str, LastProof]) -> tuple[Contradiction, ...]:
    seen = [(controls.get(key), proofs.get(f"control:{key}")) for key in (keeping.controls if keeping else ())]
    return tuple(Contradiction(control, proof) for control, proof in seen if proof and not proof.holds)


def commitments_document() -> dict[str, Any]:
    """The page for a program: the same words, states, dates and figures."""
    found = commitments()
    return {
        "made": clock.now().isoformat(),
        "counts": {state.value: number for state, number in found.counts},
        "control_counts": {state.value: number for state, number in found.control_counts},
        "services": [
            {
                "service": group.service.key,
                "title": group.service.title,
                "promises": [line.document for line in group.lines],
            }
            for group in found.groups
        ],
        "controls": [line.document for line in found.controls],
        "measures": [line.document for line in measure_lines(proofs=last_proofs())],
    }
