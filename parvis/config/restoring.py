"""Restore beside the present database, erase again what was erased since, look, and only then open."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from parvis.config.address import Address
from parvis.config.backups import (
    APART,
    LEDGER,
    Manifest,
    dump_apart,
    files_folder,
    folder,
    opened,
    run,
    working_folder,
)
from parvis.config.database import prepare_roles
from parvis.core.privacy.facade import Drilled, keep_drill, purge_after_restore, refuse_undeclared
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

Say = Callable[[str], None]
# The options by which a database sorts and compares as the present one, whatever the version of the server.
LOCALE = """
    SELECT format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, datctype)
        || CASE datlocprovider
           WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', locale)
           WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', locale)
           ELSE '' END
    FROM pg_database d, coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') AS locale
    WHERE datname = current_database()
"""


@dataclass(frozen=True)
class Restored:
    """What a restore did, of the backup taken when."""

    taken_on: datetime
    done: Drilled


def restore(path: Path, *, say: Say = print, keep: bool = False) -> Restored:
    """Put the backup ``path`` in the place of the present database. Until the end, the present one is untouched."""
    present = settings.PARVIS_OWNER.name
    with _beside(path, say, rehearsed=False) as restored:
        say("Ouverture…")
        _swap(present, settings.PARVIS_OWNER.name, keep=keep)
    _remember(restored.taken_on, restored.done, rehearsed=False)
    return restored


def rehearse(path: Path, *, say: Say = print) -> Restored:
    """Do the same beside what is in use, files apart, then throw it away; the result is kept, failure included."""
    try:
        with _beside(path, say, rehearsed=True) as restored:
            pass
    except Exception:
        _remember(None, None, rehearsed=True)
        raise
    _remember(restored.taken_on, restored.done, rehearsed=True)
    return restored


@contextmanager
def _beside(path: Path, say: Say, *, rehearsed: bool) -> Iterator[Restored]:
    """Point at the backup, restored in a database of its own and purged, which is gone after the block."""
    started, present = time.monotonic(), settings.PARVIS_OWNER.name
    beside = f"{present}_restored"
    try:
        with opened(path) as inside:
            manifest = Manifest.read(inside / "manifest.json")
            say(f"Sauvegarde du {manifest.taken_on:%d/%m/%Y %H:%M} UTC : restauration dans une base à part…")
            _make(beside)
            owner = settings.PARVIS_OWNER.named(beside)
            run("pg_restore", owner, "--no-owner", "--exit-on-error", str(inside / "database.dump"))
            if not rehearsed:
                _put_files_back(inside / "files")
        _point_at(beside)
        # The backup may be older than the software: what lives apart has the present tables.
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        _bring_apart(present, beside)
        # Who is restricted is known only now: what follows each migration hides them.
        call_command("migrate", verbosity=0, interactive=False)
        say("Ce qui a été effacé depuis est effacé à nouveau…")
        with open_scope(system("restore"), reach=Reach.EVERYTHING, channel="command") as scope:
            replayed, purged = purge_after_restore(by=scope.actor, since=manifest.taken_on, copies=not rehearsed)
            refuse_undeclared()
        yield Restored(manifest.taken_on, Drilled(replayed, purged, round(time.monotonic() - started)))
    finally:
        _point_at(present)
        # Whatever happened, nobody who was erased stays in a copy.
        _drop(beside)


def _remember(taken_on: datetime | None, done: Drilled | None, *, rehearsed: bool) -> None:
    with open_scope(system("restore"), reach=Reach.EVERYTHING, channel="command") as scope:
        keep_drill(by=scope.actor, taken_on=taken_on, rehearsed=rehearsed, done=done)


def _make(name: str) -> None:
    owner = settings.PARVIS_OWNER
    _drop(name)
    with psycopg.connect(owner.url, autocommit=True) as root:
        found = root.execute(LOCALE).fetchone()
        words = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ").format(
            *map(sql.Identifier, (name, owner.user))
        )
        root.execute(words + sql.SQL(found[0] if found else ""))
    prepare_roles(owner.named(name), settings.PARVIS_WEB.named(name))


def _drop(name: str) -> None:
    # Not by force: a vacuum there belongs to another role, and yields by itself.
    _order(settings.PARVIS_OWNER, "DROP DATABASE IF EXISTS {}", name)


def _bring_apart(present: str, beside: str) -> None:
    """The ledger as it is now; as it was last written beside the backups, where the present one is another."""
    owner, kept = settings.PARVIS_OWNER, folder() / LEDGER
    with working_folder() as name:
        dump = name / "apart.dump"
        if _has_ledger(present) and not (kept.exists() and _knows_more(kept, present)):
            dump_apart(owner.named(present), dump)
        elif kept.exists():
            with opened(kept) as inside:
                shutil.copy(inside / "apart.dump", dump)
        else:
            raise ImproperlyConfigured(
                "Le registre des effacements manque : sans lui, des personnes effacées reviendraient. "
                f"Remettez {LEDGER} dans {folder()}, puis relancez."
            )
        with _written_by_its_owner(owner.named(beside)):
            run("pg_restore", owner.named(beside), "--data-only", "--no-owner", "--exit-on-error", str(dump))


@contextmanager
def _written_by_its_owner(address: Address) -> Iterator[None]:
    """Row security, which binds the owner too, lets them copy rows into what lives apart, for the time of the block."""
    tables = [name.removeprefix("public.") for name in APART if name.startswith("public.")]
    with psycopg.connect(address.url, autocommit=True) as root:
        bound = root.execute(
            "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname = ANY(%s)", [tables]
        ).fetchall()
    for (name,) in bound:
        _order(address, "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", name)
    yield
    for (name,) in bound:
        _order(address, "ALTER TABLE {} FORCE ROW LEVEL SECURITY", name)


def _has_ledger(name: str) -> bool:
    with psycopg.connect(settings.PARVIS_OWNER.named(name).url) as root:
        found = root.execute("SELECT to_regclass('ledger.entry') IS NOT NULL").fetchone()
    return bool(found and found[0])


def _knows_more(kept: Path, present: str) -> bool:
    """Whether the ledger in the file has an entry that the present database lacks, as one made anew does."""
    with opened(kept) as inside:
        last = json.loads((inside / "last.json").read_text())
    with psycopg.connect(settings.PARVIS_OWNER.named(present).url) as root:
        there = "SELECT FROM ledger.entry WHERE id = %s AND encode(key, 'hex') = %s"
        return bool(last) and root.execute(there, last).fetchone() is None


def _put_files_back(inside: Path) -> None:
    """Only what is missing: a file is never changed once sealed."""
    root = files_folder()
    if root is None or not inside.exists():
        return
    for path in inside.rglob("*"):
        target = root / path.relative_to(inside)
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _point_at(name: str) -> None:
    """Have Django and the settings speak to the database ``name``."""
    connection.close()
    settings.PARVIS_OWNER, settings.PARVIS_WEB = settings.PARVIS_OWNER.named(name), settings.PARVIS_WEB.named(name)
    connection.settings_dict["NAME"] = name


def _swap(present: str, beside: str, *, keep: bool) -> None:
    owner, aside = settings.PARVIS_OWNER, f"{present}_before_{clock.now():%Y%m%dT%H%M%S}"
    connection.close()
    try:
        _order(owner.named(beside), "ALTER DATABASE {} RENAME TO {}", present, aside)
    except psycopg.errors.ObjectInUse as error:
        raise ImproperlyConfigured(
            "La base est en service : arrêtez le serveur web et l’exécuteur de tâches, puis relancez."
        ) from error
    try:
        _order(owner.named(aside), "ALTER DATABASE {} RENAME TO {}", beside, present)
    except psycopg.Error:
        _order(owner.named(beside), "ALTER DATABASE {} RENAME TO {}", aside, present)
        raise
    if not keep:
        _order(owner.named(present), "DROP DATABASE {}", aside)


def _order(address: Address, order: str, *names: str) -> None:
    """Give an order about other databases than the one at ``address``."""
    with psycopg.connect(address.url, autocommit=True) as root:
        root.execute(sql.SQL(order).format(*map(sql.Identifier, names)))
