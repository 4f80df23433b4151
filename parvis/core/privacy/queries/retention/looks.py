"""The last night that looked at each category of data, for the policies to say it beside the duration."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from parvis.core.privacy.models import Night, RuleRun
from parvis.core.privacy.queries.retention.rules import rules


@dataclass(frozen=True)
class Look:
    """On ``day`` every row of a category was looked at; ``late`` of those that were due are still there."""

    day: date
    late: int


def last_looks() -> dict[str, Look]:
    """By category, what the last whole night found; nothing for data that no rule ends, or not here yet."""
    night = Night.objects.filter(ended_on__isnull=False).order_by("-day").first()
    if night is None:
        return {}
    runs = {run.rule: run for run in RuleRun.objects.filter(day=night.day)}
    late: dict[str, int] = defaultdict(int)
    for rule in rules():
        if run := runs.get(rule.key):
            for category in rule.categories:
                late[category] += run.due - run.done
    return {category: Look(night.day, count) for category, count in late.items()}
