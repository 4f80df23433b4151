"""A lifelike year of the journal, for the demonstration: people at work, and one evening that stands out."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.journal.actions.anomalies import report_day
from parvis.core.journal.actions.record import Line, write_lines
from parvis.core.journal.actions.verifying import verify_chain
from parvis.core.journal.models import JournalVerification
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.declarations.loads import Advance

IDENTITY = "plateforme.comptes.identite"
SEED = 20_261_122
PEOPLE = 400
DAYS = 60
MONTHS = 11
LINES_A_DAY = 3
CLOSED = 5  # Saturday, and Sunday after it


def load_consultations(by: Actor, emails: tuple[str, ...], advance: Advance) -> None:
    """Write what the accounts ``emails`` consulted of people who do not exist; nothing when it was done before."""
    readers = list(User.objects.filter(email__in=emails).order_by("email"))
    if not readers or JournalVerification.objects.exists():
        advance(1, 1)
        return
    chance = random.Random(SEED)  # noqa: S311  repeatable, nothing secret
    days = list(_days(clock.today()))
    for done, day in enumerate(days, start=1):
        with connection.cursor() as cursor:
            cursor.execute("SELECT journal_prepare_months(%s, 0)", [day])
        for reader in readers:
            _work(reader, day, chance)
        advance(done, len(days) + 1)
    _evening(readers[0], days[-1])
    for day in days[-3:]:
        report_day(by=by, day=day)
    verify_chain(by=by)
    advance(len(days) + 1, len(days) + 1)


def _days(today: date) -> Iterator[date]:
    """One day of each older month, then every working day of the last weeks, up to yesterday."""
    for month in range(MONTHS, 2, -1):
        yield today - timedelta(days=30 * month)
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        if day.weekday() < CLOSED or back == 1:
            yield day


def _work(reader: User, day: date, chance: random.Random) -> None:
    for number in range(LINES_A_DAY):
        first = chance.randrange(PEOPLE)
        _read(reader, day, time(9 + 3 * number, chance.randrange(60)), range(first, first + chance.randint(1, 5)))


def _evening(reader: User, day: date) -> None:
    """Somebody who consults and exports hundreds of people at eleven in the evening."""
    _read(reader, day, time(23, 4), range(180))
    _read(reader, day, time(23, 20), range(180), verb="export")


def _read(reader: User, day: date, at: time, people: range, *, verb: str = "read") -> None:
    keys = tuple(f"demonstration.Personne:{number % PEOPLE}" for number in people)
    with clock.frozen(datetime.combine(day, at, clock.PARIS)):
        line = Line(verb, keys, (IDENTITY,), None, "accounts.User", len(keys))
        write_lines(Actor(ActorKind.USER, identifier=str(reader.pk)), [line])
