"""A table of awkward cases, what the night selects of it, and what a few lines of Python say that it must."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention import erasing
from parvis.core.privacy.models import Hold, Restriction
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.core.privacy.queries.retention.rules import rules_of
from parvis.kernel.scope import reading_restricted

# Days on which calendars go wrong: ends of months, a leap day, both changes of time, a turn of the year.
DAYS = [
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1),
    date(2024, 8, 31), date(2024, 10, 26), date(2024, 10, 27), date(2024, 10, 28), date(2024, 11, 30),
    date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28),
]  # fmt: skip
STATES = ("free", "held", "restricted")
PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Case:
    last: datetime
    state: str

    @property
    def due(self) -> date:
        """The oracle: one civil year later in Paris; the 29th of February is followed by the 28th."""
        day = self.last.astimezone(PARIS).date()
        return (
            day.replace(year=day.year + 1, day=28)
            if (day.month, day.day) == (2, 29)
            else day.replace(year=day.year + 1)
        )


def build() -> dict[str, Case]:
    """One account for each hour of each awkward day, free, held and restricted."""
    cases = [
        Case(datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC), state)
        for day in DAYS
        for hour in range(24)
        for state in STATES
    ]
    users = User.objects.bulk_create(
        User(email=f"cas{rank}@exemple.fr", last_login=case.last, date_joined=case.last)
        for rank, case in enumerate(cases)
    )
    found = {str(user.pk): case for user, case in zip(users, cases, strict=True)}
    keys = {state: [f"accounts.User:{key}" for key, case in found.items() if case.state == state] for state in STATES}
    now = datetime(2025, 1, 1, tzinfo=UTC)
    Hold.objects.bulk_create(
        Hold(
            person=key,
            category="plateforme.comptes.identite",
            reason="r",
            ground="g",
            until=date(2027, 1, 1),
            asked_by="user:1",
            approved_by="user:2",
            approved_on=now,
        )
        for key in keys["held"]
    )
    Restriction.objects.bulk_create(
        Restriction(person=key, reason="r", asked_by="user:1") for key in keys["restricted"]
    )
    return found


def mismatches(cases: dict[str, Case]) -> list[tuple[Case, date]]:
    """Where the night and the oracle disagree, on the eve, on the day and on the morrow of each due date."""
    (rule,) = rules_of(node_named("accounts.User"))
    todays = sorted({case.due + timedelta(days=shift) for case in cases.values() for shift in (-1, 0, 1)})
    wrong = []
    for today in todays:
        with reading_restricted("tests"), transaction.atomic():
            chosen = {key for key, _ in erasing._choose(rule, today, None)}
        for key, case in cases.items():
            if (key in chosen) != (case.due <= today and case.state == "free"):
                wrong.append((case, today))
    return wrong
