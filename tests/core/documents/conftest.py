"""People, files, and a real antivirus daemon that knows one virus."""

import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from parvis.core.accounts.models import User
from parvis.core.documents.queries.evidence import PLANTED
from parvis.kernel.actor import Actor, ActorKind


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> FileSystemStorage:
    """Files of a test stay in its folder."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    return default_storage


@pytest.fixture
def nadia(acting) -> User:
    return User.objects.create_user("nadia@parvis.test")


@pytest.fixture
def nadia_acts(nadia) -> Actor:
    return Actor(ActorKind.USER, str(nadia.pk), roles=((3, "membre"),))


@pytest.fixture(scope="session")
def clamd(tmp_path_factory) -> Iterator[str]:
    """A clamd of our own on a Unix socket, whose only signature is that of the EICAR file; no network."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    if not Path(program).exists():
        pytest.skip("clamav-daemon is not installed")
    folder = tmp_path_factory.mktemp("clamd")
    database = folder / "database"
    database.mkdir()
    (database / "test.hdb").write_text(f"{hashlib.md5(PLANTED).hexdigest()}:{len(PLANTED)}:Eicar-Test\n")
    socket = folder / "socket"
    (folder / "clamd.conf").write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {database}\nForeground yes\nUser {pwd.getpwuid(os.getuid()).pw_name}\n"
        "StreamMaxLength 60M\nMaxFileSize 60M\nMaxScanSize 60M\nMaxThreads 2\nConcurrentDatabaseReload no\n"
    )
    process = subprocess.Popen([program, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not socket.exists():
        assert process.poll() is None, "clamd stopped"
        assert time.monotonic() < end, "clamd did not start"
        time.sleep(0.1)
    yield f"unix:{socket}"
    process.terminate()
    process.wait(timeout=30)
