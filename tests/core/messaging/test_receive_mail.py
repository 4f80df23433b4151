"""Our own mail server: accepted is committed, what is for nobody is refused, an absent database loses nothing."""

import smtplib
from contextlib import contextmanager

import pytest
from django.conf import settings as configuration
from django.db import connection
from psycopg import connect, sql

from parvis.core.messaging.management.commands.receive_mail import server
from parvis.core.messaging.models import Incoming
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from tests.core.messaging.conftest import written
from tests.factories.disk import small_disk, stored_in


@contextmanager
def receiving(port, *, behind=False):
    running = server("127.0.0.1", port, behind=behind)
    running.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            yield client
    finally:
        running.stop()


def kept():
    with open_scope(system("tests"), reach=Reach.EVERYTHING):
        return list(Incoming.objects.order_by("received_at"))


def test_accepted_is_committed_and_a_stranger_is_told_at_once(database_apart, mailbox, free_port):
    good = mailbox.address()
    with receiving(free_port) as client:
        refused = client.sendmail("z@exemple.fr", [good, "personne@courriel.parvis.test"], written(good))
        assert refused["personne@courriel.parvis.test"][0] == 550
        assert [each.targets for each in kept()] == [good]
        for wrong in (good.replace("+", "+0"), good.partition("+")[0] + "@courriel.parvis.test", "a@ailleurs.fr"):
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                client.sendmail("z@exemple.fr", [wrong], written(good))
        client.sendmail("", [good], written(good, name="<b@exemple.fr>"))
    assert [each.empty_sender for each in kept()] == [False, True]


@pytest.mark.parametrize(("behind", "told"), [(True, "mx.front; spf=pass"), (False, "")])
def test_what_a_server_in_front_found_is_kept_only_behind_one(database_apart, mailbox, free_port, behind, told):
    good = mailbox.address()
    with receiving(free_port, behind=behind) as client:
        client.sendmail("z@exemple.fr", [good], written(good, Authentication_Results="mx.front; spf=pass"))
    assert [each.told for each in kept()] == [told]


def test_a_mail_too_large_is_refused_before_it_is_read(database_apart, mailbox, free_port):
    with receiving(free_port) as client, pytest.raises(smtplib.SMTPException):
        client.sendmail("z@exemple.fr", [mailbox.address()], b"x" * 31_000_000)
    assert kept() == []


def test_while_the_database_is_away_nothing_is_accepted_nor_lost(database_apart, mailbox, free_port):
    good = mailbox.address()
    name, raw = connection.settings_dict["NAME"], written(good)
    with receiving(free_port) as client:
        connection.close()
        with connect(configuration.PARVIS_OWNER.named("postgres").url, autocommit=True) as root:
            away = sql.Identifier(f"{name}_away")
            root.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), away))
            with pytest.raises(smtplib.SMTPDataError) as told:
                client.sendmail("z@exemple.fr", [good], raw)
            assert told.value.smtp_code == 451
            root.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(away, sql.Identifier(name)))
        # The server of whoever writes tries again.
        client.sendmail("z@exemple.fr", [good], raw)
        client.sendmail("z@exemple.fr", [good], raw)
    assert len(kept()) == 1


def test_while_the_disk_is_full_the_sender_is_asked_to_try_again(
    database_apart, mailbox, free_port, settings, tmp_path
):
    good = mailbox.address()
    raw = written(good, body=f"{'x' * 70}\r\n" * 4000)
    with small_disk(tmp_path / "disk") as disk, receiving(free_port) as client:
        stored_in(settings, disk.folder)
        disk.fill(leave=50_000)
        with pytest.raises(smtplib.SMTPDataError) as told:
            client.sendmail("z@exemple.fr", [good], raw)
        assert told.value.smtp_code == 451
        assert (kept(), disk.files) == ([], [])
        disk.free()
        client.sendmail("z@exemple.fr", [good], raw)
        assert len(kept()) == len(disk.files) == 1


def test_whatever_goes_wrong_is_never_a_refusal_for_good(database_apart, mailbox, free_port, settings):
    good = mailbox.address()
    settings.PARVIS_DOCUMENT_MAXIMUM = 10
    with receiving(free_port) as client:
        with pytest.raises(smtplib.SMTPDataError) as told:
            client.sendmail("z@exemple.fr", [good], written(good))
        assert told.value.smtp_code == 451
