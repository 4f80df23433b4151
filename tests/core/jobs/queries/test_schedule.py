"""Cron lines are in Paris time, also on the nights when the clocks change."""

from datetime import UTC, datetime

import pytest

from parvis.core.jobs.queries.schedule import ParisCron, next_run
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.jobs import jobs

SPRING = datetime(2026, 3, 28, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, tzinfo=UTC)


def runs(line: str, start: datetime, count: int) -> list[str]:
    found = []
    for _ in range(count):
        start = next_run(line, start)
        found.append(start.astimezone(PARIS).strftime("%d %H:%M %z"))
    return found


def test_seven_in_the_morning_is_seven_in_paris_in_winter_and_in_summer():
    assert runs("0 7 * * *", SPRING, 2) == ["29 07:00 +0200", "30 07:00 +0200"]
    assert runs("0 7 * * *", AUTUMN, 2) == ["25 07:00 +0100", "26 07:00 +0100"]
    assert next_run("0 7 * * *", datetime(2026, 1, 1, tzinfo=UTC)) == datetime(2026, 1, 1, 6, tzinfo=UTC)


def test_an_hour_that_spring_skips_is_made_up_for_at_once():
    assert runs("30 2 * * *", SPRING, 2) == ["29 03:00 +0200", "30 02:30 +0200"]


def test_an_hour_that_autumn_repeats_counts_once():
    assert runs("30 2 * * *", AUTUMN, 2) == ["25 02:30 +0200", "26 02:30 +0100"]


def test_every_hour_is_every_hour_that_passes():
    assert runs("0 * * * *", datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 4) == [
        "25 02:00 +0200",
        "25 02:00 +0100",
        "25 03:00 +0100",
        "25 04:00 +0100",
    ]
    assert runs("0 * * * *", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 2) == ["29 03:00 +0200", "29 04:00 +0200"]


@pytest.mark.parametrize("line", ["30 2 * * *", "0 7 * * 1", "*/20 * * * *", "0 3 1 * *"])
@pytest.mark.parametrize("start", [SPRING, AUTUMN])
def test_backwards_finds_what_forwards_found(line, start):
    found = next_run(line, start)
    assert ParisCron(line).get_prev(start_time=found.timestamp() + 1) == found.timestamp()


def test_every_declared_schedule_can_be_read():
    for job in jobs:
        if job.schedule:
            assert next_run(job.schedule, SPRING) > SPRING
