"""What stands between a policy and its publication."""

from dataclasses import dataclass

from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.accountability.decisions import (
    DecisionLine,
    DecisionState,
    Signed,
    decision_lines,
    last_words,
    sheet_in_force,
)
from parvis.core.privacy.queries.accountability.impact import ImpactLine, impact_lines
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.facts import Change, changes
from parvis.core.privacy.queries.sheet import Sheet
from parvis.core.privacy.queries.versions import latest, latest_of_each, sheet_of_version
from parvis.kernel.declarations.privacy import Service


@dataclass(frozen=True)
class Publication:
    """One policy: its last version, what would change, and what is still open."""

    service: Service
    sheet: Sheet
    last: PolicyVersion | None
    changes: tuple[Change, ...]
    decisions: tuple[DecisionLine, ...]
    assessments: tuple[ImpactLine, ...]

    @property
    def refused(self) -> bool:
        """Whether somebody has something to sign first."""
        return bool(self.decisions or self.assessments)

    @property
    def up_to_date(self) -> bool:
        """Whether the last version already says every fact."""
        return self.last is not None and not self.changes

    @property
    def reasons(self) -> list[str]:
        """Why it may not be published, one line each."""
        return [
            *(f"Décision {line.decision.key} : {line.state.words.lower()}" for line in self.decisions),
            *(f"Analyse d’impact « {line.activity.title} » : {line.words.lower()}" for line in self.assessments),
        ]


def publication_of(service: Service) -> Publication:
    """Where the publication of one policy stands."""
    return _publication(service, latest(service.key), last_words(), impact_lines())


def publications() -> list[Publication]:
    """Where the publication of every policy stands, in the order of the pages."""
    words, assessed, published = last_words(), impact_lines(), latest_of_each()
    return [_publication(service, published.get(service.key), words, assessed) for service in ordered_services()]


def _publication(
    service: Service,
    last: PolicyVersion | None,
    words: dict[tuple[str, str], Signed],
    assessed: list[ImpactLine],
) -> Publication:
    """A processing that holds nothing here yet waits for no assessment."""
    sheet = sheet_in_force(service, words)
    decided = [line for line in decision_lines(words) if line.service.key == service.key]
    return Publication(
        service,
        sheet,
        last,
        tuple(changes(sheet_of_version(last), sheet)) if last else (),
        tuple(line for line in decided if line.state is not DecisionState.SIGNED),
        tuple(line for line in assessed if line.service.key == service.key and line.live and line.missing),
    )
