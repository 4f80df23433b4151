"""What a mediation does to the time limits, by both readings of the law; nothing here is certain until a court says so.

L. 1112-24 CGCT says that the saisine interrupts the time to ask a court and suspends prescriptions « dans les
conditions prévues » by L. 213-6 CJA, which counts from the agreement of the parties or, without writing, from their
first meeting.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import Period
from parvis.products.mediature.enums import Demarche
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.delais import RECOURS, delais

PRESCRIPTION: Final = Period.parse("P6M")


@dataclass(frozen=True)
class Effets:
    """``wide`` counts from the saisine, ``strict`` from the agreement or the first meeting: the one to rely on.

    ``recours_until`` is the usual time to ask a court, counted whole again from the end; ``prescription_from`` is the
    day before which no prescription that was running can be over.
    """

    wide: date
    strict: date | None
    ended: date | None
    recours_until: date | None
    prescription_from: date | None
    too_late: bool


def effets(saisine: Saisine) -> Effets:
    """What the dates of a case tell. An agreement in writing counts before any meeting does."""
    strict = saisine.parties_agreed_on or saisine.first_meeting_on
    ended = saisine.closed_at.astimezone(PARIS).date() if saisine.closed_at else None
    counted = bool(strict and ended)
    usual = delais(Demarche(saisine.demarche), saisine.asked_on, saisine.answered_on).recours_until
    return Effets(
        wide=saisine.received_on,
        strict=strict,
        ended=ended,
        recours_until=RECOURS.after(ended) if counted and ended else None,
        prescription_from=PRESCRIPTION.after(ended) if counted and ended else None,
        too_late=bool(strict and usual and usual < strict),
    )
