"""Mails leave with the transaction, are tried again, and are forgotten."""

import email
import email.policy
import re
import smtplib
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.core.notifications.actions.sending import forget, notify, send, send_what_waits
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope

pytestmark = pytest.mark.django_db

NADIA = Actor(ActorKind.USER, "12", roles=((3, "membre"),))
CONTEXT = {"name": "Zoé <b>", "organisation": "Ville d'Évian", "url": "https://parvis.test/i/abc?x=1&y=2"}


def invite(**changes) -> Outgoing:
    with open_scope(NADIA):
        return notify("tests.invitation", to="zoe@example.test", context=CONTEXT | changes, by=NADIA, reply_to="n@x.fr")


@pytest.fixture
def as_job():
    with open_scope(system("notifications.send"), reach=Reach.EVERYTHING, channel="job"):
        yield


def test_a_mail_is_kept_and_its_job_is_queued_with_the_transaction(invitation, mail_server):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        invite()
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()
    outgoing = invite()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["payload"]) == ("notifications.send", {"outgoing": str(outgoing.pk)})
    assert mail_server.received == []


def test_a_request_cannot_read_the_mails_that_it_writes(invitation, mail_server):
    invite()
    with open_scope(NADIA):
        assert not Outgoing.objects.exists()


def test_a_mail_arrives_with_the_same_words_twice_one_link_and_nothing_from_elsewhere(invitation, mail_server, as_job):
    outgoing = invite()
    send(str(outgoing.pk))
    [(sender, recipients, content)] = mail_server.received
    assert (sender, recipients) == ("ne-pas-repondre@parvis.invalid", ["zoe@example.test"])
    received = email.message_from_bytes(content, policy=email.policy.default)
    assert received["Subject"] == "Ville d'Évian vous invite"
    assert received["Reply-To"] == "n@x.fr"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Message-ID"] == outgoing.message_id
    text = received.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = received.get_body(("html",)).get_content()
    assert "Bonjour Zoé <b>,\n\nVille d'Évian vous invite à rejoindre ses membres.\n\n- vous verrez" in text
    assert "Répondre à l’invitation :\nhttps://parvis.test/i/abc?x=1&y=2\n" in text
    assert "<p>Bonjour Zoé &lt;b&gt;,</p>" in html
    assert "<li>vous verrez ses dossiers ;</li>" in html
    assert re.findall(r'href="([^"]+)"', html) == ["https://parvis.test/i/abc?x=1&amp;y=2"]
    assert not re.search(r"<img|src=|url\(", html)


def test_once_sent_the_words_are_forgotten_and_the_mail_is_not_sent_again(invitation, mail_server, as_job):
    outgoing = invite()
    send(str(outgoing.pk))
    send(str(outgoing.pk))
    assert len(mail_server.received) == 1
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts, outgoing.last_error) == (Delivery.SENT, 1, "")
    assert (outgoing.subject, outgoing.text, outgoing.html) == ("", "", "")
    assert outgoing.sent_on is not None


@pytest.mark.parametrize("where", ["recipient_answers", "answers"])
def test_a_mail_refused_for_good_is_not_tried_again(invitation, mail_server, as_job, where):
    getattr(mail_server, where).append("550 5.1.1 <zoe@example.test> unknown")
    outgoing = invite()
    send(str(outgoing.pk))
    outgoing.refresh_from_db()
    assert outgoing.state == Delivery.REFUSED
    assert outgoing.last_error in {"SMTPRecipientsRefused 550", "SMTPDataError 550"}
    assert outgoing.text == ""
    assert mail_server.received == []


@pytest.mark.parametrize("where", ["recipient_answers", "answers"])
def test_a_mail_put_off_by_the_server_leaves_later(invitation, mail_server, as_job, where):
    getattr(mail_server, where).append("451 4.7.1 try again later")
    outgoing = invite()
    with pytest.raises(smtplib.SMTPException):
        send(str(outgoing.pk))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts) == (Delivery.WAITING, 1)
    assert outgoing.last_error.endswith(" 451")
    assert outgoing.text
    send(str(outgoing.pk))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts, outgoing.last_error) == (Delivery.SENT, 2, "")
    assert len(mail_server.received) == 1


def test_nothing_is_lost_while_the_server_is_down(invitation, mail_server, as_job):
    mail_server.stop()
    outgoing = invite()
    with pytest.raises(ConnectionRefusedError):
        send(str(outgoing.pk))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.last_error) == (Delivery.WAITING, "ConnectionRefusedError")
    mail_server.start()
    send(str(outgoing.pk))
    assert len(mail_server.received) == 1


def test_a_server_that_never_answers_is_not_waited_for_and_the_mail_waits(invitation, mail_server, settings, as_job):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 1
        outgoing = invite()
        with pytest.raises(OSError, match="timed out"):
            send(str(outgoing.pk))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.last_error) == (Delivery.WAITING, "SMTPServerDisconnected")
    settings.EMAIL_PORT = mail_server.port
    send(str(outgoing.pk))
    assert len(mail_server.received) == 1


def test_what_used_up_its_attempts_is_queued_again_once_and_never_what_left(invitation, mail_server, as_job):
    waiting, sent = invite(), invite()
    send(str(sent.pk))
    send_what_waits()
    assert ProcrastinateJob.objects.count() == 2, "one that waits for its next attempt is enough"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    send_what_waits()
    send_what_waits()
    assert [job.args["payload"]["outgoing"] for job in ProcrastinateJob.objects.all()] == [str(waiting.pk)]


def test_the_journal_tells_that_a_mail_was_written_and_not_to_whom(invitation, mail_server, as_job):
    outgoing = invite()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_key, verb, subjects FROM journal_entry WHERE object_key = %s", [f"outgoing:{outgoing.pk}"]
        )
        assert cursor.fetchall() == [("user:12", "notifications.send", [])]


@pytest.mark.parametrize("changes", [{"url": ""}, {"url": "/relative"}, {"url": "javascript:alert(1)"}])
def test_a_mail_leads_to_one_complete_address(invitation, mail_server, changes):
    with pytest.raises(ValueError, match="address"):
        invite(**changes)


def test_an_address_that_is_none_is_refused_at_once(invitation, mail_server):
    with open_scope(NADIA), pytest.raises(Exception, match=r"(?i)adresse|email"):
        notify("tests.invitation", to="zoe\r\nBcc: all@x.fr", context=CONTEXT, by=NADIA)


def test_what_could_not_leave_is_given_up(invitation, mail_server, as_job):
    for days in (29, 31, 364, 366):
        outgoing = invite()
        state = Delivery.WAITING if days < 100 else Delivery.SENT
        Outgoing.objects.filter(pk=outgoing.pk).update(created_on=clock.now() - timedelta(days=days), state=state)
    forget()
    assert list(Outgoing.objects.values_list("state", flat=True)) == ["waiting", "abandoned", "sent", "sent"]
    assert Outgoing.objects.get(state="abandoned").text == ""


def test_the_mails_of_libraries_take_the_same_way(mail_server, as_job):
    message = mail.EmailMultiAlternatives(
        "Bienvenue", "Bonjour", to=["Zoé <zoe@example.test>"], cc=["ali@example.test"]
    )
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    assert message.send() == 1
    assert mail_server.received == []
    for outgoing in Outgoing.objects.all():
        send(str(outgoing.pk))
    assert sorted(recipients[0] for _, recipients, _ in mail_server.received) == [
        "ali@example.test",
        "zoe@example.test",
    ]
    assert b"<p>Bonjour</p>" in mail_server.received[0][2]


def test_a_mail_carries_no_attachment(mail_server, as_job):
    message = mail.EmailMessage("Bienvenue", "Bonjour", to=["zoe@example.test"])
    message.attach("a.txt", "a")
    with pytest.raises(ValueError, match="attachment"):
        message.send()
