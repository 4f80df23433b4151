"""Any sequence of add, touch, hold, restrict, night, backup and restore agrees with a small oracle."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention import night
from parvis.core.privacy.actions.retention.holding import approve_hold, ask_hold, release_hold
from parvis.core.privacy.actions.retention.replaying import replay
from parvis.core.privacy.actions.retention.restricting import lift, restrict
from parvis.core.privacy.queries.retention.nodes import node_named
from parvis.core.privacy.queries.retention.rules import rules_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.clock import PARIS
from parvis.kernel.scope import reading_restricted

BY = system("tests")
ASKS, APPROVES = (Actor(ActorKind.USER, identifier=number, platform_administrator=True) for number in ("7", "8"))
CATEGORY = "plateforme.comptes.identite"
START = date(2027, 1, 1)
_numbers = count(1)


def due(last):
    day = last.astimezone(PARIS).date()
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


class Retention(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.today, self.people, self.held, self.restricted, self.backup = START, {}, {}, set(), None

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @property
    def now(self):
        return clock.frozen(datetime.combine(self.today, time(12), PARIS))

    def pick(self, number):
        return sorted(self.people)[number % len(self.people)] if self.people else None

    @rule(days=st.integers(0, 380), hour=st.integers(0, 23))
    def add(self, days, hour):
        last = datetime.combine(self.today - timedelta(days=days), time(hour, 30), UTC)
        user = User.objects.create(email=f"m{next(_numbers)}@exemple.fr", last_login=last, date_joined=last)
        self.people[user.pk] = last

    @precondition(lambda self: self.people)
    @rule(number=st.integers(0, 99))
    def touch(self, number):
        pk, last = self.pick(number), datetime.combine(self.today, time(9), UTC)
        with reading_restricted("tests"):
            User.objects.filter(pk=pk).update(last_login=last)
        self.people[pk] = last

    @precondition(lambda self: self.people)
    @rule(number=st.integers(0, 99))
    def hold(self, number):
        pk = self.pick(number)
        if pk not in self.held:
            with self.now:
                asked = ask_hold(
                    by=ASKS,
                    person=f"accounts.User:{pk}",
                    category=CATEGORY,
                    reason="r",
                    ground="g",
                    until=self.today + timedelta(days=300),
                )
                self.held[pk] = approve_hold(by=APPROVES, hold=asked)

    @precondition(lambda self: self.held)
    @rule()
    def release(self):
        with self.now:
            release_hold(by=ASKS, hold=self.held.popitem()[1])

    @precondition(lambda self: self.people)
    @rule(number=st.integers(0, 99))
    def freeze(self, number):
        pk = self.pick(number)
        restrict(by=BY, person=f"accounts.User:{pk}", reason="demande:1")
        self.restricted.add(pk)

    @precondition(lambda self: self.restricted)
    @rule()
    def unfreeze(self):
        lift(by=BY, person=f"accounts.User:{self.restricted.pop()}")

    @precondition(lambda self: self.people)
    @rule(number=st.integers(0, 99), shift=st.sampled_from([-1, 0, 1]), frozen=st.booleans())
    def jump(self, number, shift, frozen):
        """To the eve, day or morrow of a real due date, sometimes freezing the row first."""
        pk = self.pick(number)
        day = due(self.people[pk]) + timedelta(days=shift)
        if frozen:
            self.freeze(number)
        self.go_on(max(self.today, day))

    @rule(days=st.integers(1, 60))
    def wait(self, days):
        self.go_on(self.today + timedelta(days=days))

    def go_on(self, day):
        self.today = day
        with self.now:
            night.run_night(by=BY, today=day)
        self.expire()
        self.compare()

    def expire(self):
        held = {pk for pk, hold in self.held.items() if hold.until >= self.today}
        gone = [pk for pk, last in self.people.items() if due(last) <= self.today and pk not in held | self.restricted]
        for pk in gone:
            del self.people[pk]
            self.held.pop(pk, None)

    @rule()
    def take(self):
        with reading_restricted("tests"), connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS machine_backup")
            cursor.execute("CREATE TEMPORARY TABLE machine_backup AS SELECT * FROM accounts_user")
        self.backup = (datetime.combine(self.today, time(12), PARIS), dict(self.people))

    @precondition(lambda self: self.backup)
    @rule()
    def restore(self):
        taken, people = self.backup
        erased = set(people) - set(self.people)
        with reading_restricted("tests"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_user")
            cursor.execute("INSERT INTO accounts_user SELECT * FROM machine_backup")
        with self.now:
            replay(by=BY, since=taken)
        self.people = {pk: last for pk, last in people.items() if pk not in erased}
        self.go_on(self.today)

    def compare(self):
        with reading_restricted("tests"):
            assert set(User.objects.values_list("pk", flat=True)) == set(self.people)
        seen = set(User.objects.values_list("pk", flat=True))
        assert seen == set(self.people) - self.restricted


@pytest.fixture
def only_accounts(monkeypatch):
    """The other rules have tables of their own: one is enough for sequences."""
    monkeypatch.setattr(night, "rules", lambda: rules_of(node_named("accounts.User")))
    monkeypatch.setattr(night, "send_notices", lambda **words: 0)
    monkeypatch.setattr(night, "SMALL", 10_000)


def test_any_sequence_agrees_with_the_oracle(db, acting, only_accounts):
    User.objects.all().delete()
    run_state_machine_as_test(
        Retention,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
