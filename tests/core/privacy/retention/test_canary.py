"""People made of one word nobody else uses: once their time is over, it is nowhere any more."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.conf import settings
from django.core.files import File
from django.db import connection

from parvis.config.backups import SEES_ALL, tool
from parvis.core.accounts.models import ApiToken, User
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.models import Document
from parvis.core.journal.actions import record
from parvis.core.notifications.actions.sending import send
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.models import Invitation, Membership
from parvis.core.privacy.actions.retention.night import run_night
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope
from tests.factories.organisations import make_organisation

BY = system("tests")
CANARY = "zinzolinotaure"
START = datetime(2025, 3, 3, 10, tzinfo=UTC)
COLUMNS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
"""


@pytest.fixture
def world(database_apart, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    settings.PARVIS_EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mails"
    return tmp_path


def plant():
    """Something of the canary wherever a person leaves something."""
    address = f"{CANARY}@exemple.fr"
    user = User.objects.create(
        email=address, first_name=CANARY, last_name=CANARY.title(), last_login=START, date_joined=START
    )
    actor = Actor(ActorKind.USER, identifier=str(user.pk))
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    organisation = make_organisation()
    Membership.objects.create(user=user, organisation=organisation, since=START.date())
    Invitation.objects.create(organisation=organisation, email=address, created_at=START)
    ApiToken.objects.create(
        name=CANARY,
        prefix="abc",
        secret_hash="x",
        scopes=["x"],
        terms_version="1",
        created_by=user,
        created_on=START,
        revoked_on=START,
    )
    Outgoing.objects.create(
        key="x", recipient=address, sender="p@exemple.fr", message_id="1", created_on=START, subject=CANARY, text=CANARY
    )
    AccessAttempt.objects.create(
        username=address,
        ip_address="192.0.2.1",
        user_agent=CANARY,
        http_accept="",
        path_info="/",
        get_data="",
        post_data="",
        failures_since_start=1,
    )
    AccessAttempt.objects.update(attempt_time=START)
    document = store(by=actor, file=File(BytesIO(CANARY.encode() * 50), f"{CANARY}.txt"))
    Document.objects.filter(pk=document.pk).update(released_on=START + timedelta(days=30))
    record(by=BY, verb="read", subjects=[f"accounts.User:{user.pk}"])
    return user


def columns_with(word):
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('parvis.restricted', 'tests', false)")
        cursor.execute(COLUMNS)
        for schema, table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{schema}"."{table}" t WHERE t."{column}"::text ILIKE %s)', [f"%{word}%"]
            )
            if cursor.fetchone()[0]:
                found.append(f"{schema}.{table}.{column}")
    return found


def dump():
    plain = [tool("pg_dump"), "--format=plain", "--enable-row-security", "--dbname", settings.PARVIS_OWNER.url]
    done = subprocess.run(plain, env={"PGOPTIONS": SEES_ALL, "PATH": "/usr/bin"}, capture_output=True, check=True)
    return done.stdout.lower()


def files_with(folder: Path, word):
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and word.encode() in (path.read_bytes() + path.name.encode()).lower()
    ]


def test_nothing_is_left_of_those_whose_time_is_over(world, django_db_blocker, caplog):
    with django_db_blocker.unblock(), open_scope(BY, reach=Reach.EVERYTHING, channel="test"):
        with clock.frozen(START):
            user = plant()
        assert len(columns_with(CANARY)) >= 8, "the search sees what is there"
        assert CANARY.encode() in dump()
        for days in (31, 184, 335, 366, 367, 400, 735):
            day = START + timedelta(days=days)
            with clock.frozen(day):
                run_night(by=BY, today=day.date())
                for mail in Outgoing.objects.filter(state="waiting"):
                    send(str(mail.pk))
        assert not User.objects.filter(pk=user.pk).exists()
        assert columns_with(CANARY) == []
        assert columns_with(f"accounts.User:{user.pk}") == []
        assert CANARY.encode() not in dump()
        assert files_with(world / "files", CANARY) == []
        assert not list((world / "files").rglob("documents/*/*"))
        assert CANARY not in caplog.text
        connection.close()
