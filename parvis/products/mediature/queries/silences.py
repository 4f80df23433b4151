"""For how long nobody has written in a case, and what the office owes to it then."""

from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import Q

from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period
from parvis.products.mediature.enums import Recevabilite
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.models.saisine import SaisineQuerySet

# What the register promises of a case that is never closed: an alert, then a decision that cannot wait.
STAGES: Final = {24: Period.parse("P24M"), 12: Period.parse("P12M"), 3: Period.parse("P3M")}
ALERTED: Final = (24, 12)
PROPOSED: Final = 3
DAY: Final = timedelta(days=1)
COMPULSORY: Final = 24
CHOICES: Final = {3: "3 mois", 12: "un an : alerte", 24: "deux ans : à décider"}


def silence_of(saisine: Saisine) -> int:
    """24, 12 or 3 months that are over without any exchange in an open case; 0 before.

    Three months count once the person knows what was decided: before, it is the office that owes them an answer.
    """
    if saisine.ended:
        return 0
    found = next((each for each in STAGES if saisine.last_exchange_at < _since(each)), 0)
    return 0 if found == PROPOSED and saisine.recevabilite == Recevabilite.A_EXAMINER else found


def silent_for(found: SaisineQuerySet, months: int) -> SaisineQuerySet:
    """The open cases of which :func:`silence_of` tells so many months, or more."""
    silent = found.open().filter(last_exchange_at__lt=_since(months))
    if months > PROPOSED:
        return silent
    return silent.filter(~Q(recevabilite=Recevabilite.A_EXAMINER) | Q(last_exchange_at__lt=_since(ALERTED[-1])))


def _since(months: int) -> datetime:
    """Before this instant, the last exchange is so many months old, counted in days of Paris."""
    today = clock.today()
    day = today - timedelta(days=months * 30)
    while STAGES[months].after(day) > today:
        day -= DAY
    return datetime.combine(day + DAY, time.min, clock.PARIS)
