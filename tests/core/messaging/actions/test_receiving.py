"""A mail is kept once, read once, given to whoever it is for, and its raw copy does not last."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.documents.models import DataKey, Document
from parvis.core.messaging.actions.receiving import Finding, receive, take, take_what_waits
from parvis.core.messaging.enums import Door, Taken
from parvis.core.messaging.jobs import LostMailError, forget_raw_copies
from parvis.core.messaging.models import Incoming
from parvis.core.messaging.queries import verdicts
from parvis.core.messaging.queries.addresses import address_of
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.declarations.mail import Apart, Verdict
from parvis.kernel.scope import Reach, open_scope
from tests.core.messaging.conftest import written

pytestmark = pytest.mark.django_db
BY = system("tests")
PROVIDER = Finding(Door.PROVIDER)


@pytest.fixture(autouse=True)
def as_platform(acting):
    """The tests act as the door does."""


def brought(raw, *recipients, finding=PROVIDER):
    return receive(by=BY, raw=raw, recipients=recipients, finding=finding)


def test_a_mail_is_sealed_queued_and_given_to_its_mailbox(mailbox):
    raw = written(mailbox.address(), body="Ma réponse")
    incoming = brought(raw, mailbox.address())
    assert ProcrastinateJob.objects.get(task_name="messaging.take").args["payload"] == {"incoming": str(incoming.pk)}
    with default_storage.open(incoming.raw.place) as sealed:
        assert b"Ma r" not in sealed.read()
    take(str(incoming.pk))
    [(number, mail)] = mailbox.mails
    assert (number, mail.text, mail.sender, mail.apart) == ("1", "Ma réponse", "zoe@exemple.fr", None)
    assert mail.verdict is Verdict.UNVERIFIED
    incoming.refresh_from_db()
    assert incoming.state == Taken.KEPT
    take(str(incoming.pk))
    assert len(mailbox.mails) == 1


def test_what_comes_again_is_kept_once(mailbox):
    raw = written(mailbox.address())
    assert brought(raw, mailbox.address()) == brought(raw, mailbox.address().upper())
    assert Incoming.objects.count() == Document.objects.count() == 1
    without = written(mailbox.address(), name="")
    assert brought(without, mailbox.address()) == brought(without, mailbox.address())
    assert Incoming.objects.count() == 2


def test_nothing_is_kept_of_what_is_for_nobody(mailbox):
    assert brought(written("a@ailleurs.fr"), "a@ailleurs.fr") is None
    assert not Document.objects.exists()
    incoming = brought(written(mailbox.address("404")), mailbox.address("404"))
    take(str(incoming.pk))
    assert Incoming.objects.get().state == Taken.NOBODY


def test_one_that_fails_stops_no_other(mailbox):
    poisoned = brought(written("x", name="<p@x.fr>"), mailbox.address("500"))
    good = brought(written("x"), mailbox.address())
    with pytest.raises(ZeroDivisionError):
        take(str(poisoned.pk))
    take(str(good.pk))
    assert Incoming.objects.get(pk=poisoned.pk).state == Taken.WAITING
    assert len(mailbox.mails) == 1


def test_what_no_attempt_could_file_is_queued_again_once(mailbox):
    waiting = brought(written("x"), mailbox.address())
    take(str(brought(written("x", name="<b@x.fr>"), mailbox.address()).pk))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    take_what_waits()
    take_what_waits()
    assert [job.args["payload"]["incoming"] for job in ProcrastinateJob.objects.all()] == [str(waiting.pk)]


def test_a_mail_whose_time_is_over_before_it_could_be_filed_is_told(mailbox):
    with clock.frozen(clock.now() - timedelta(days=3, hours=1)):
        brought(written("x"), mailbox.address("500"))
    good = brought(written("x", name="<b@x.fr>"), mailbox.address())
    with pytest.raises(LostMailError, match="1"):
        forget_raw_copies()
    assert [each.pk for each in Incoming.objects.all()] == [good.pk]


@pytest.mark.parametrize(
    ("headers", "change", "reason"),
    [
        ({}, {"spam_score": 7.5}, Apart.SPAM),
        ({"Auto_Submitted": "auto-replied"}, {}, Apart.AUTOMATIC),
        ({}, {"empty_sender": True}, Apart.AUTOMATIC),
        ({"From": "personne"}, {}, Apart.UNREADABLE),
        ({}, {"told": ("mx.parvis.test; dmarc=fail",)}, Apart.UNPROVEN),
        ({}, {"told": ("mx.ailleurs.test; dmarc=fail",)}, None),
        ({}, {"told": ("mx.parvis.test; dmarc=none", "mx.parvis.test; dmarc=fail")}, None),
        ({}, {"spam_score": 1.0, "told": ("mx.parvis.test; dmarc=pass",)}, None),
    ],
)
def test_what_is_doubtful_is_kept_apart(mailbox, settings, headers, change, reason):
    settings.PARVIS_MAIL_TRUSTED = ["mx.parvis.test"]
    incoming = brought(written("x", **headers), mailbox.address(), finding=Finding(Door.PROVIDER, **change))
    take(str(incoming.pk))
    assert mailbox.mails[0][1].apart is reason


def test_a_wrong_secret_and_too_many_targets_are_kept_apart(mailbox):
    wrong = mailbox.address().replace("+", "+0")
    take(str(brought(written("x"), wrong).pk))
    take(str(brought(written("x", name="<b@x.fr>"), *map(mailbox.address, "1234")).pk))
    assert [mail.apart for _, mail in mailbox.mails] == [Apart.SECRET, *[Apart.TARGETS] * 4]


@pytest.mark.parametrize(
    ("policy", "verdict", "apart"),
    [(b"v=DMARC1; p=reject", Verdict.FAILED, Apart.UNPROVEN), (b"v=DMARC1; p=none", Verdict.UNVERIFIED, None)],
)
def test_the_domain_says_what_to_do_of_what_it_did_not_sign(mailbox, monkeypatch, policy, verdict, apart):
    def resolve(name, kind, lifetime):
        return [SimpleNamespace(strings=[policy])]

    monkeypatch.setattr(verdicts.dns.resolver, "resolve", resolve)
    take(str(brought(written("x"), mailbox.address(), finding=Finding(Door.SMTP)).pk))
    assert (mailbox.mails[0][1].verdict, mailbox.mails[0][1].apart) == (verdict, apart)


def test_when_nobody_answers_nothing_is_verified_and_nothing_fails(mailbox, monkeypatch):
    def resolve(name, kind, lifetime):
        raise verdicts.dns.resolver.NoNameservers

    monkeypatch.setattr(verdicts.dns.resolver, "resolve", resolve)
    take(str(brought(written("x"), mailbox.address(), finding=Finding(Door.SMTP)).pk))
    assert (mailbox.mails[0][1].verdict, mailbox.mails[0][1].apart) == (Verdict.UNVERIFIED, None)


def test_no_raw_copy_lasts_more_than_four_days(mailbox):
    now = clock.now()
    with clock.frozen(now - timedelta(days=3, hours=1)):
        old = brought(written("x"), mailbox.address())
        unread = brought(written("x", name="<b@x.fr>"), mailbox.address())
        take(str(old.pk))
    brought(written("x", name="<c@x.fr>"), mailbox.address())
    place = old.raw.place
    with open_scope(system("messaging.forget"), reach=Reach.EVERYTHING, channel="job"):
        forget_raw_copies()
    assert not Incoming.objects.filter(pk__in=[old.pk, unread.pk]).exists()
    assert Incoming.objects.count() == DataKey.objects.count() == 1
    # What waited was read before it went.
    assert len(mailbox.mails) == 2
    assert Document.objects.filter(place=place).values_list("destroyed_on", flat=True)[0] is not None


def test_a_row_erased_by_the_night_lets_its_file_go(mailbox):
    incoming = brought(written("x"), mailbox.address())
    Incoming.objects.all().delete()
    assert Document.objects.get(pk=incoming.raw_id).released_on is not None


def test_nobody_reads_what_came_in(mailbox):
    brought(written("x"), mailbox.address())
    with open_scope(VISITOR):
        assert not Incoming.objects.exists()


def test_a_notice_of_non_delivery_finds_its_mail(mailbox):
    sent = Outgoing.objects.create(
        key="tests", recipient="zoe@exemple.fr", sender="a@b.fr", message_id="<1@b.fr>", state=Delivery.SENT
    )
    address = address_of("retour", str(sent.pk))
    notice = (
        b"From: MAILER-DAEMON@exemple.fr\r\nContent-Type: multipart/report; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n"
    )
    forged = brought(notice, address.replace("+", "+0"))
    take(str(forged.pk))
    sent.refresh_from_db()
    assert sent.state == Delivery.SENT
    take(str(brought(notice, address, finding=Finding(Door.SMTP, empty_sender=True)).pk))
    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == (Delivery.RETURNED, "5.1.1")
