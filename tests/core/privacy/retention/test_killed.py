"""A night killed half-way, twice, is finished by the third: once each, and nobody forgotten."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.privacy.models import Overrun
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from tests.factories.organisations import make_organisation
from tests.processes import surroundings

ROOT = Path(__file__).parents[4]
NUMBER = 12_000
OLD = datetime(2020, 1, 1, tzinfo=UTC)


def start(folder):
    return subprocess.Popen(
        [sys.executable, "manage.py", "retention", "run", "--apply", "--json"],
        cwd=ROOT,
        env=surroundings(settings.PARVIS_OWNER, settings.PARVIS_WEB, folder, mode="test"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM ledger.entry WHERE label = 'accounts.User'")
        return cursor.fetchone()


def kill_after(process, number):
    deadline = time.monotonic() + 120
    while done()[0] < number:
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


@pytest.mark.usefixtures("database_apart")
def test_a_night_killed_twice_is_finished(django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test"):
        before = set(User.objects.values_list("pk", flat=True))
        User.objects.bulk_create(User(email=f"d{n}@exemple.fr", last_login=OLD, date_joined=OLD) for n in range(NUMBER))
        make_organisation()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organisations_membership (user_id, organisation_id, role, since) "
                "SELECT u.id, o.id, 'membre', date '2020-01-01' FROM accounts_user u, organisations_organisation o"
            )
        alive = User.objects.create(email="vivante@exemple.fr", last_login=clock.now(), date_joined=OLD)
        Overrun.objects.create(
            day=clock.today(), rule="accounts.User", most=NUMBER + 100, asked_by="user:1", approved_by="user:2",
            approved_on=clock.now(),
        )  # fmt: skip
        kill_after(start(tmp_path), 1000)
        first = done()[0]
        assert 1000 <= first < NUMBER
        kill_after(start(tmp_path), first + 1000)
        second = done()[0]
        assert first < second < NUMBER
        last = start(tmp_path)
        _, errors = last.communicate(timeout=300)
        assert last.returncode == 0, errors
        assert done() == (NUMBER, NUMBER), "one entry for each, whatever was interrupted"
        left = set(User.objects.values_list("pk", flat=True))
        assert left == before | {alive.pk}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM organisations_membership WHERE since = date '2020-01-01'")
            assert cursor.fetchone()[0] == len(before)
        again = start(tmp_path)
        again.communicate(timeout=120)
        assert done()[0] == NUMBER
