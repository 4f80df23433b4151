"""When periodic jobs run: cron lines read in civil Paris time."""

from datetime import UTC, datetime
from typing import Any

from croniter import croniter

from parvis.kernel.clock import PARIS, now


class ParisCron(croniter):
    """A cron line in Europe/Paris, right when the clocks change.

    What is due at an hour skipped in spring runs as soon as the clocks have changed; what is due at a
    fixed hour lived twice in autumn runs the first time only. A line for every hour runs in both.
    """

    def __init__(self, line: str) -> None:
        super().__init__(line, now().astimezone(PARIS))

    def get_next(self, ret_type: Any = None, start_time: Any = None, **options: Any) -> Any:
        """The next instant; ``start_time`` and the answer are timestamps."""
        found = super().get_next(ret_type=float, start_time=start_time)
        while self._is_second_time(found):
            found = super().get_next(ret_type=float)
        return found

    def get_prev(self, ret_type: Any = None, start_time: Any = None, **options: Any) -> Any:
        """The instant before; ``start_time`` and the answer are timestamps."""
        found = super().get_prev(ret_type=float, start_time=start_time)
        while self._is_second_time(found):
            found = super().get_prev(ret_type=float)
        return found

    def _is_second_time(self, timestamp: float) -> bool:
        every_hour = self.expanded[1] == ["*"]
        return not every_hour and datetime.fromtimestamp(timestamp, PARIS).fold == 1


def next_run(line: str, after: datetime) -> datetime:
    """The first instant after ``after`` at which ``line`` is due."""
    return datetime.fromtimestamp(ParisCron(line).get_next(start_time=after.timestamp()), UTC)
