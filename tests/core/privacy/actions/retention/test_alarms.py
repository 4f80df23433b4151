"""What is still there after its term is told, and becomes an incident."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.notifications.models import Outgoing
from tests.factories.organisations import make_person

TODAY = date(2027, 3, 1)


def seen(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def person(last, **fields):
    return make_person(last_login=last and seen(last), date_joined=seen(date(2020, 1, 1)), **fields)


def crowd(number, last):
    User.objects.bulk_create(
        User(email=f"foule{rank}@exemple.fr", last_login=seen(last), date_joined=seen(last)) for rank in range(number)
    )


def entries():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT label, rule, kind, due, copies_pending, encode(key, 'hex') FROM ledger.entry ORDER BY id"
        )
        return cursor.fetchall()


@pytest.mark.parametrize(("days_late", "incidents"), [(1, 0), (3, 1)])
def test_what_stays_is_told_the_next_day_and_is_an_incident_on_the_third(night, days_late, incidents):
    make_person(email="admin@parvis.example", is_platform_administrator=True, last_login=seen(date(2027, 2, 1)))
    crowd(60, TODAY.replace(year=2026) - timedelta(days=days_late))
    night(TODAY)
    assert Outgoing.objects.filter(key="privacy.retention_overdue", recipient="admin@parvis.example").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE verb = 'retention.incident'")
        assert cursor.fetchone()[0] == incidents
