"""Days that stand out: more people than the account's own habit, at night, or taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db import connection

from parvis.core.journal.enums import Kind
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.journal import verbs


@dataclass(frozen=True)
class Thresholds:
    """From when a day stands out. The page that shows the report prints these very numbers."""

    times_usual: int = 5
    least: int = 50
    habit_days: int = 60
    days_known: int = 5
    without_habit: int = 100
    night: int = 10
    night_begins: int = 22
    night_ends: int = 6
    export: int = 50


THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Oddity:
    """One reason why a day of an account stands out."""

    day: date
    actor_key: str
    kind: Kind
    seen: int
    threshold: int
    usual: int | None = None


# People are counted once a day, however often they are shown; lines that name nobody count their rows.
DAYS = """
WITH reading AS (
    SELECT actor_key, recorded_at AT TIME ZONE 'Europe/Paris' AS local, subject, verb = ANY (%(outs)s) AS goes_out,
           CASE WHEN cardinality(subjects) = 0 THEN coalesce(count, 0) ELSE 0 END AS unnamed
    FROM journal_entry LEFT JOIN LATERAL unnest(subjects) AS subject ON true
    WHERE recorded_at >= %(start)s AND recorded_at < %(end)s AND verb = ANY (%(reads)s)
      AND (actor_key LIKE 'user:%%' OR actor_key LIKE 'client:%%')
), timed AS (
    SELECT *, (extract(hour FROM local) >= %(begins)s OR extract(hour FROM local) < %(ends)s) AS at_night FROM reading
)
SELECT actor_key, local::date,
       count(DISTINCT subject) + sum(unnamed),
       count(DISTINCT subject) FILTER (WHERE at_night) + coalesce(sum(unnamed) FILTER (WHERE at_night), 0),
       count(DISTINCT subject) FILTER (WHERE goes_out) + coalesce(sum(unnamed) FILTER (WHERE goes_out), 0)
FROM timed GROUP BY 1, 2
"""


def oddities(day: date, rule: Thresholds = THRESHOLDS) -> Iterator[Oddity]:
    """What stands out on ``day``, Paris time. Needs a scope that reaches everything."""
    habits: dict[str, list[int]] = {}
    today: dict[str, tuple[int, int, int]] = {}
    for actor_key, when, people, at_night, out in _days(day, rule):
        if when == day:
            today[actor_key] = (people, at_night, out)
        else:
            habits.setdefault(actor_key, []).append(people)
    for actor_key, (people, at_night, out) in sorted(today.items()):
        usual, threshold = expected(habits.get(actor_key, []), rule)
        if people > threshold:
            yield Oddity(day, actor_key, Kind.VOLUME, people, threshold, usual)
        if at_night > rule.night:
            yield Oddity(day, actor_key, Kind.NIGHT, at_night, rule.night)
        if out > rule.export:
            yield Oddity(day, actor_key, Kind.EXPORT, out, rule.export)


def expected(before: list[int], rule: Thresholds = THRESHOLDS) -> tuple[int | None, int]:
    """The usual number of people a day of an account, and the number past which a day stands out."""
    if len(before) < rule.days_known:
        return None, rule.without_habit
    usual = round(median(before))
    return usual, max(rule.least, rule.times_usual * usual)


def _days(day: date, rule: Thresholds) -> list[tuple[str, date, int, int, int]]:
    parameters: dict[str, Any] = {
        "reads": [verb.key for verb in verbs if verb.reads],
        "outs": [verb.key for verb in verbs if verb.takes_out],
        "start": datetime.combine(day - timedelta(days=rule.habit_days), time.min, PARIS),
        "end": datetime.combine(day + timedelta(days=1), time.min, PARIS),
        "begins": rule.night_begins,
        "ends": rule.night_ends,
    }
    with connection.cursor() as cursor:
        cursor.execute(DAYS, parameters)
        return [(key, when, int(people), int(night), int(out)) for key, when, people, night, out in cursor.fetchall()]
