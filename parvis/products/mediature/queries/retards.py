"""Which cases are late, asked of the database as :mod:`echeances` tells it of one case."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

from django.db.models import Q

from parvis.kernel import clock
from parvis.products.mediature.enums import Etat, Recevabilite
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.echeances import (
    ADMISSIBILITY,
    ANSWER,
    DAY,
    SILENCE,
    after_working_days,
    next_working,
    working_days,
)

# No deadline is further than three months and the feasts after it.
FURTHEST: Final = 130


def late(found: SaisineQuerySet) -> SaisineQuerySet:
    """Of cases that know when their administration was asked, those of which a deadline is over."""
    examined = _latest(lambda day: after_working_days(day, ADMISSIBILITY))
    asked = _latest(lambda day: next_working(ANSWER.after(day)))
    silent = _latest(lambda day: next_working(SILENCE.after(day)))
    return found.open().filter(
        Q(recevabilite=Recevabilite.A_EXAMINER, received_on__lte=examined)
        | Q(etat=Etat.ATTENTE_ADMINISTRATION, asked_at__lt=_morning(asked + DAY))
        | Q(due_on__lte=_latest(lambda day: day))
        | ~Q(recevabilite=Recevabilite.A_EXAMINER) & Q(last_exchange_at__lt=_morning(silent + DAY))
    )


def _latest(due: Callable[[date], date]) -> date:
    """The last day from which what was then due is late today."""
    today = clock.today()
    day = today
    for _ in range(FURTHEST):
        if working_days(due(day), today):
            break
        day -= DAY
    return day


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.PARIS)
