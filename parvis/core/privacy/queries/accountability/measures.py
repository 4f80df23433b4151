"""Every promised security measure, what holds it, and what was last seen of that here."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parvis.core.privacy.models import Attestation, LastProof
from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.register import opened_services
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Control, SecurityMeasure, Service, controls


class Holding(StrEnum):
    """How a measure stands; nothing is called held without a test, a look or a dated document."""

    SEEN = "constatee"
    TESTED = "testee"
    FAILING = "en-defaut"
    ATTESTED = "justifiee"
    PLATFORM = "a-l-ouverture"
    EXPIRED = "perimee"
    UNPROVEN = "sans-justificatif"

    @property
    def words(self) -> str:
        """How it stands, in French."""
        return {
            Holding.SEEN: "Contrôlée ici",
            Holding.TESTED: "Contrôlée par un test",
            Holding.FAILING: "En défaut ici",
            Holding.ATTESTED: "Justifiée par un document",
            Holding.PLATFORM: "Mesure de la plateforme, appliquée à l’ouverture du service",
            Holding.EXPIRED: "Justificatif périmé",
            Holding.UNPROVEN: "Annoncée, sans justificatif ici",
        }[self]

    @property
    def badge(self) -> str:
        """The kind of badge of the design system."""
        return {
            Holding.SEEN: "success",
            Holding.TESTED: "info",
            Holding.FAILING: "error",
            Holding.ATTESTED: "success",
            Holding.PLATFORM: "warning",
            Holding.EXPIRED: "error",
            Holding.UNPROVEN: "warning",
        }[self]


WAITING = frozenset({Holding.EXPIRED, Holding.UNPROVEN})


@dataclass(frozen=True)
class MeasureLine:
    """A measure of a service with its control and the last proof of it, or with its last document."""

    service: Service
    measure: SecurityMeasure
    control: Control | None
    proof: LastProof | None
    attestation: Attestation | None
    opened: bool = True

    @property
    def key(self) -> str:
        """The measure in an address."""
        return digest_of(self.measure)[:12]

    @property
    def holding(self) -> Holding:
        """How it stands today."""
        if self.control:
            if not self.opened:
                return Holding.PLATFORM
            if self.proof and not self.proof.holds:
                return Holding.FAILING
            return Holding.SEEN if self.proof and self.proof.proves else Holding.TESTED
        if self.attestation is None:
            return Holding.UNPROVEN
        return Holding.EXPIRED if self.attestation.valid_until < clock.today() else Holding.ATTESTED

    @property
    def date(self) -> date | datetime | None:
        """Of when the evidence is."""
        if self.control:
            return self.proof.happened_at if self.proof else None
        return self.attestation.dated_on if self.attestation else None

    @property
    def document(self) -> dict[str, str]:
        """The line for a program."""
        return {
            "service": self.service.key,
            "measure": self.measure.words,
            "control": self.control.key if self.control else "",
            "organisational": self.measure.organisational,
            "state": self.holding.value,
            "date": self.date.isoformat() if self.date else "",
        }


def digest_of(measure: SecurityMeasure) -> str:
    """What tells apart the words that are promised."""
    return hashlib.sha256(f"{measure.words}\n{measure.organisational}".encode()).hexdigest()


def measure_lines(only: Service | None = None, proofs: dict[str, LastProof] | None = None) -> list[MeasureLine]:
    """The measures of one service, or of all in the order of the pages; two queries at most."""
    if proofs is None:
        proofs = {proof.key: proof for proof in LastProof.objects.all()}
    opened = opened_services()
    last = {(each.service, each.measure): each for each in Attestation.objects.order_by("recorded_at", "pk")}
    return [
        MeasureLine(
            service,
            measure,
            controls.get(measure.control) if measure.control else None,
            proofs.get(f"control:{measure.control}"),
            last.get((service.key, digest_of(measure))),
            service.key in opened,
        )
        for service in ([only] if only else ordered_services())
        for measure in service.measures
    ]
