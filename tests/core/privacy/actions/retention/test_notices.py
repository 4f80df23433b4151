"""A person is told before the end, once, and a real contact resets the clock."""

from datetime import UTC, date, datetime, timedelta

from django.core import mail
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.models import Notice
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


def test_a_person_is_told_thirty_days_before_and_once(night):
    user = person(date(2026, 3, 31))
    person(date(2026, 4, 1))
    night(TODAY)
    night(TODAY + timedelta(days=1))
    mails = Outgoing.objects.filter(key="privacy.end_is_near", recipient=user.email)
    assert mails.count() == 1
    assert "31 mars 2027" in mails.get().text.replace("\N{NO-BREAK SPACE}", " ")
    User.objects.filter(pk=user.pk).update(last_login=seen(date(2027, 3, 2)))
    night(date(2027, 3, 31))
    assert User.objects.filter(pk=user.pk).exists(), "a real contact resets the clock"
    assert Notice.objects.filter(person=f"accounts.User:{user.pk}").count() == 1
    assert not mail.outbox
