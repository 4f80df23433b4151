"""The time limits that a person must know: what a silence means, and until when a court may be asked."""

from dataclasses import dataclass
from datetime import date

from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period
from parvis.products.mediature.enums import Demarche

# Code of the relations between the public and the administration, L. 231-1 and following: silence is an answer.
SILENCE = Period.parse("P2M")
# Code of administrative justice, R. 421-1.
RECOURS = Period.parse("P2M")


@dataclass(frozen=True)
class Delais:
    """What the first step tells: whether the service has had its time, and until when a court may be asked."""

    demarche: Demarche
    silence_on: date | None
    recours_until: date | None

    @property
    def too_early(self) -> bool:
        """Whether the service may still answer in time."""
        return self.silence_on is not None and clock.today() < self.silence_on

    @property
    def recours_over(self) -> bool:
        """Whether the usual time to ask a court is over, as far as these dates tell."""
        return self.recours_until is not None and clock.today() > self.recours_until


def delais(demarche: Demarche, asked_on: date | None, answered_on: date | None) -> Delais:
    """The two-month rule applied to a first step: asked on a day, answered or not."""
    if demarche is Demarche.SILENCE and asked_on is not None:
        silence = SILENCE.after(asked_on)
        return Delais(demarche, silence, RECOURS.after(silence))
    if demarche is Demarche.REPONSE and answered_on is not None:
        return Delais(demarche, None, RECOURS.after(answered_on))
    return Delais(demarche, None, None)
