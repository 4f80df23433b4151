"""By when a request must be answered: calendar months from receipt, never « 30 days »."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from parvis.core.privacy.models import RightsLeg
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Period

MONTH: Final = Period(months=1)
EXTENDED: Final = Period(months=3)
AHEAD: Final = timedelta(days=5)
# How long before a limitation ends its person is told.
LIFTING_NOTICE: Final = timedelta(days=15)


@dataclass(frozen=True)
class Deadline:
    """The clock of one request; ``paused_days`` are the days during which proof of identity was awaited.

    Three months in all are counted from receipt: adding two to the month already gone would give another date.
    """

    received_on: date
    paused_days: int = 0
    extended: bool = False

    @property
    def due_on(self) -> date:
        """The last day on which an answer is in time."""
        return (EXTENDED if self.extended else MONTH).after(self.received_on) + timedelta(days=self.paused_days)

    @property
    def target_on(self) -> date:
        """When we aim to answer: five days before the end."""
        return self.due_on - AHEAD

    @property
    def extendable_until(self) -> date:
        """The last day on which the person may still be told that the answer will take longer."""
        return MONTH.after(self.received_on) + timedelta(days=self.paused_days)

    def may_extend(self, today: date) -> bool:
        """Whether an extension is still lawful: once, and the person told inside the first month."""
        return not self.extended and today <= self.extendable_until

    def is_late(self, today: date) -> bool:
        """Whether the last day has gone by."""
        return today > self.due_on


def deadline_of(leg: RightsLeg) -> Deadline:
    """The clock of ``leg`` as it stands, the pause under way included."""
    asked = leg.request
    under_way = (clock.today() - asked.paused_on).days if asked.paused_on else 0
    return Deadline(leg.received_on, asked.paused_days + under_way, bool(leg.extended_on))
