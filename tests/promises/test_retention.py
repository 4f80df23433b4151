"""Promises about durations and erasure: common to all (05), and those of data·inclusion (07)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.journal.actions import record
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.notifications.models import Outgoing
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import Right
from parvis.products.data_inclusion.actions.unpublishing import unpublish_unconfirmed
from parvis.products.data_inclusion.models import Service, Structure
from parvis.products.data_inclusion.queries.evidence import durations_hold
from tests.factories.data_inclusion import import_records, published, raw, raw_service
from tests.factories.organisations import make_person
from tests.factories.rights import EMAIL, known_request

pytestmark = pytest.mark.django_db
BY = system("tests")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NB = "\N{NO-BREAK SPACE}"


def noon(day):
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def ledger():
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, label, encode(key, 'hex'), e::text FROM ledger.entry e")
        return cursor.fetchall()


def test_all_05_a_request_and_the_night_erase_alike_and_their_proof_names_nobody(acting):
    asked, due = make_person(email="canari-demande@exemple.fr"), make_person(email="canari-echeance@exemple.fr")
    for person in (asked, due):
        sent = Outgoing(key="x", recipient=person.email, sender="p@b.example", message_id=str(person.pk))
        sent.save()
        Outgoing.objects.filter(pk=sent.pk).update(created_on=LONG_AGO, sent_on=LONG_AGO)
        record(by=BY, verb="read", subjects=[f"accounts.User:{person.pk}"])
    User.objects.filter(pk=due.pk).update(date_joined=LONG_AGO, last_login=LONG_AGO)
    erase_person(by=BY, person=f"accounts.User:{asked.pk}", categories=None, ground="demande:1")
    run_night(by=BY, today=clock.today())
    for person in (asked, due):
        assert not User.objects.filter(pk=person.pk).exists()
        assert not Outgoing.objects.filter(recipient=person.email).exists()
        assert known_pseudonyms([f"accounts.User:{person.pk}"]) == []
    proof = ledger()
    assert {kind for kind, label, _, _ in proof if label == "accounts.User"} == {"request", "erase"}
    assert "canari" not in "".join(whole for *_, whole in proof)


def test_di_07_thirty_days_after_removal_and_unpublished_unconfirmed_for_24_months(acting):
    assert durations_hold().nothing, "no night, nothing seen"
    with noon(date(2026, 3, 1)):
        import_records([raw(1), raw(2), raw_service(1, 1, courriel=EMAIL)])
        known_request(rights=[Right.OBJECT])
        assert Service.objects.get(pk="essai--s001").courriel == "", "an objection is honoured at once"
        import_records([raw(2)], version="2")
    run_night(by=BY, today=date(2026, 3, 30))
    assert Service.objects.filter(pk="essai--s001").exists()
    with noon(date(2026, 3, 31)):
        assert (durations_hold().holds, durations_hold().nothing) == (True, "")
    with noon(date(2026, 4, 1)):
        late = durations_hold()
        assert not late.holds, "what a night left of the day before is late"
        assert [(each.value, each.limit) for each in late.figures[:2]] == [
            (f"31{NB}mars{NB}2026", f"aucune avant le 1er{NB}avril{NB}2026"),
            (2, "0"),
        ]
    run_night(by=BY, today=date(2026, 3, 31))
    assert not Service.objects.filter(pk="essai--s001").exists()
    assert not Structure.objects.filter(pk="essai--1").exists()
    Structure.objects.update(last_seen=date(2026, 3, 1))
    with noon(date(2028, 3, 1) - timedelta(days=1)):
        unpublish_unconfirmed(by=BY)
    assert list(published()) == ["essai--2"]
    with noon(date(2028, 3, 1)):
        unpublish_unconfirmed(by=BY)
    assert list(published()) == []
