"""Until when the office means to have done what comes next, in working days; and by how many it is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import holidays

from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period
from parvis.kernel.french.typography import counted
from parvis.products.mediature.enums import Etat, Recevabilite
from parvis.products.mediature.models import Saisine

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
# Two days for 48 hours: an office does not open at night.
RECEIPT: Final = 2
ADMISSIBILITY: Final = 15
ANSWER: Final = Period.parse("P1M")
SILENCE: Final = Period.parse("P3M")
# The feasts of all of France; each year is counted when it is first asked for.
FEASTS: Final = holidays.country_holidays("FR")


@dataclass(frozen=True)
class Echeance:
    """What is to be done until when; ``kept_on`` is when it was done."""

    key: str
    label: str
    due: date
    kept_on: date | None = None

    @property
    def late(self) -> int:
        """By how many working days it is, or was, late."""
        return working_days(self.due, self.kept_on or clock.today())

    @property
    def soon(self) -> bool:
        """Whether it is for these days."""
        return not self.late and working_days(clock.today(), self.due) <= RECEIPT

    @property
    def words(self) -> str:
        """« en retard de 3 jours ouvrés »."""
        late = counted(self.late, "jour ouvré", "jours ouvrés")
        if self.kept_on is not None:
            return f"fait, avec {late} de retard" if self.late else "fait à temps"
        if self.late:
            return f"en retard de {late}"
        if self.due <= clock.today():
            return "pour aujourd’hui"
        return f"dans {counted(working_days(clock.today(), self.due), 'jour ouvré', 'jours ouvrés')}"


def is_working(day: date) -> bool:
    """Whether offices are open: neither Saturday, Sunday nor a feast."""
    return day.weekday() < SATURDAY and day not in FEASTS


def next_working(day: date) -> date:
    """``day``, or the first working one after it."""
    while not is_working(day):
        day += DAY
    return day


def after_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, which does not count."""
    for _ in range(count):
        day = next_working(day + DAY)
    return day


def working_days(start: date, end: date) -> int:
    """How many working days there are after ``start`` until ``end``, which counts; none when it is before."""
    return sum(is_working(start + DAY * number) for number in range(1, (end - start).days + 1))


def echeances(saisine: Saisine, asked_at: datetime | None, reply_due: date | None = None) -> list[Echeance]:
    """The deadlines of a case, the first to come first; ``asked_at`` is when the administration was last asked.

    ``reply_due`` is for when a service owes its answer: where one does, that day counts, and no other.
    """
    found = [
        Echeance(
            "accuse",
            "Accuser réception (48 heures)",
            after_working_days(saisine.received_on, RECEIPT),
            _day(saisine.filed_at),
        ),
        Echeance(
            "recevabilite",
            f"Dire si elle est recevable ({ADMISSIBILITY} jours ouvrés)",
            after_working_days(saisine.received_on, ADMISSIBILITY),
            saisine.decided_on,
        ),
    ]
    if saisine.ended:
        return [each for each in found if each.kept_on]
    if reply_due is not None:
        found.append(Echeance("administration", "Réponse de l’administration", reply_due))
    elif saisine.etat == Etat.ATTENTE_ADMINISTRATION and asked_at is not None:
        due = next_working(ANSWER.after(_day(asked_at)))
        found.append(Echeance("administration", "Réponse de l’administration (1 mois)", due))
    if saisine.due_on is not None:
        found.append(Echeance("fixee", "Échéance fixée par le bureau", saisine.due_on))
    if saisine.recevabilite != Recevabilite.A_EXAMINER:
        silence = next_working(SILENCE.after(_day(saisine.last_exchange_at)))
        found.append(Echeance("inactivite", "Proposer la clôture, faute de nouvel échange (3 mois)", silence))
    return sorted(found, key=lambda each: each.due)


def next_of(found: list[Echeance]) -> Echeance | None:
    """The one that waits."""
    return next((each for each in found if each.kept_on is None), None)


def _day(instant: datetime) -> date:
    return instant.astimezone(clock.PARIS).date()
