"""When a service is reminded of a question, and until when it may answer."""

from datetime import date
from typing import Final

from parvis.products.mediature.models import Sollicitation
from parvis.products.mediature.queries.echeances import ANSWER, is_working, next_working, working_days

SOON: Final = 5
AGAIN: Final = 10
# How far the reminders go: shortly before the day, the day after it, and once more two weeks later.
NONE, BEFORE, AFTER, LAST = 0, 1, 2, 3


def usual_due(asked: date) -> date:
    """A month after the question, on a day when offices are open."""
    return next_working(ANSWER.after(asked))


def latest_extension(due: date) -> date:
    """Until when a service may take more time: a month after its day."""
    return next_working(ANSWER.after(due))


def may_take_time(asked: Sollicitation, today: date) -> bool:
    """Whether a service may still take more time: once, before it answers, while the latest day is to come."""
    return asked.due_before is None and asked.answered_at is None and latest_extension(asked.due_on) > today


def stage_of(asked: date, due: date, today: date) -> int:
    """How far the reminders of a question go on ``today``; none goes out on the day it is asked, nor on a day off."""
    if today <= asked or not is_working(today):
        return NONE
    late = working_days(due, today)
    if late > AGAIN:
        return LAST
    if late:
        return AFTER
    return BEFORE if working_days(today, due) <= SOON else NONE
