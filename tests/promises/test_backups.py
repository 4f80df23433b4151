"""The promise on backups (common to all, 12)."""

from datetime import timedelta

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection

from parvis.config.backups import archives, forget_old
from parvis.config.jobs import take_backup
from parvis.config.operations import backups as probe
from parvis.config.privacy import NO_BACKUP, backups_as_declared, installed_on
from parvis.config.restoring import restore
from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.models import LastProof
from parvis.core.privacy.queries.drawing import ordered_services, sheet_of
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from tests.processes import surroundings

BY = system("tests")
HEAVY = "^(geography|data_france|data_inclusion)_"


@pytest.fixture
def installation(database_apart, settings, tmp_path, monkeypatch):
    """A database of its own, without what is published, which would only take time."""
    settings.PARVIS_DATA, settings.PARVIS_BACKUPS = tmp_path, tmp_path / "ailleurs"
    settings.PARVIS_BACKUPS_NIGHTLY = True
    given = surroundings(settings.PARVIS_OWNER, settings.PARVIS_WEB, tmp_path, mode="test")
    for name, value in (given | {"PARVIS_BACKUPS": str(settings.PARVIS_BACKUPS)}).items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as root:
        heavy = root.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE tablename ~ %s", [HEAVY]
        )
        root.execute(f"TRUNCATE {heavy.fetchone()[0]} CASCADE")


def acting():
    return open_scope(BY, reach=Reach.EVERYTHING, channel="test")


def test_all_12_backups_are_sealed_aged_as_printed_and_bring_nobody_back(installation, django_db_blocker, client):
    with django_db_blocker.unblock():
        for service in ordered_services():
            page = client.get(f"/confidentialite/{sheet_of(service).slug}/").content.decode()
            durations = sum(len(activity.categories) for activity in service.activities)
            assert page.count("Au plus 30\N{NO-BREAK SPACE}jours de plus dans les sauvegardes.") == durations
        with acting():
            user = User.objects.create(email="canari-sauvegarde@exemple.fr", date_joined=clock.now())
            with clock.frozen(installed_on() + timedelta(hours=1)):
                new = backups_as_declared()
                assert (new.holds, new.nothing) == (True, NO_BACKUP), "not at fault, and nothing to show"
            with clock.frozen(installed_on() + timedelta(hours=25)):
                late = backups_as_declared()
                assert (late.holds, late.nothing) == (False, "")
            assert probe().to_watch
        with acting():
            take_backup()
            seen = backups_as_declared()
            assert (seen.holds, seen.nothing) == (True, ""), "taken, and restored apart by another process"
            assert [figure.limit for figure in seen.figures][:2] == ["24 heures", "30\N{NO-BREAK SPACE}jours"]
            assert seen.figures[2].headline
            assert LastProof.objects.get(key="ALL-12").holds
            assert not probe().to_watch
            erase_person(by=BY, person=f"accounts.User:{user.pk}", categories=None, ground="demande:1")
        (path,) = archives()
        assert b"canari-sauvegarde" not in path.read_bytes()
        restore(path, say=str)
        with acting():
            assert not User.objects.filter(email="canari-sauvegarde@exemple.fr").exists()
        with clock.frozen(clock.now() + timedelta(days=31)), acting():
            assert not backups_as_declared().holds
            assert "dépasse" in probe().message
            assert forget_old() == 1
            assert archives() == []
        connection.close()
        assert str(path).startswith(str(django_settings.PARVIS_BACKUPS))
