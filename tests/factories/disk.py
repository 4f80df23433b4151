"""A disk that fills up, and an antivirus of our own."""

import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from parvis.core.documents.queries.evidence import PLANTED


class SmallDisk:
    """A megabyte of room: full until it is told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self, *, leave: int = 0) -> None:
        """Take all the room but ``leave`` octets."""
        with self._filling.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        size = self._filling.stat().st_size
        os.truncate(self._filling, max(0, size - leave))

    def free(self) -> None:
        """Give the room back."""
        self._filling.unlink(missing_ok=True)

    @property
    def files(self) -> list[Path]:
        """What is on it besides what fills it."""
        return [each for each in self.folder.rglob("*") if each.is_file() and each != self._filling]


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A file system of one megabyte in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0777", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def stored_in(settings, folder: Path) -> None:
    """Keep the files of a test in this folder."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": {"location": folder}}}


@contextmanager
def antivirus(folder: Path) -> Iterator[str]:
    """The address of a clamd on a Unix socket, whose only signature is that of the EICAR file; no network."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    if not Path(program).exists():
        pytest.skip("clamav-daemon is not installed")
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
    try:
        yield f"unix:{socket}"
    finally:
        process.terminate()
        process.wait(timeout=30)
