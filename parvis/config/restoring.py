"""Restore beside the present database, erase again what was erased since, look, and only then open."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from parvis.config.address import Address
from parvis.config.backups import LEDGER, Manifest, dump_apart, files_folder, folder, opened, run
from parvis.config.database import prepare_roles
from parvis.config.embedded import NEW_DATABASE
from parvis.core.privacy.facade import purge_after_restore, refuse_undeclared
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

Say = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What a restore did."""

    taken_on: datetime
    replayed: int
    purged: int


def restore(path: Path, *, say: Say = print, keep: bool = False) -> Restored:
    """Put the backup ``path`` in the place of the present database. Until the end, the present one is untouched."""
    present = settings.PARVIS_OWNER.name
    beside = f"{present}_restored"
    with opened(path) as inside:
        manifest = Manifest.read(inside / "manifest.json")
        say(f"Sauvegarde du {manifest.taken_on:%d/%m/%Y %H:%M} UTC : restauration dans une base à part…")
        _make(beside)
        owner = settings.PARVIS_OWNER.named(beside)
        run("pg_restore", owner, "--no-owner", "--exit-on-error", str(inside / "database.dump"))
        _bring_apart(present, beside)
        _put_files_back(inside / "files")
    before = _point_at(beside)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        say("Ce qui a été effacé depuis est effacé à nouveau…")
        with open_scope(system("restore"), reach=Reach.EVERYTHING, channel="command") as scope:
            replayed, purged = purge_after_restore(by=scope.actor, since=manifest.taken_on)
            refuse_undeclared()
    finally:
        _point_at(before)
    say("Ouverture…")
    _swap(present, beside, keep=keep)
    return Restored(manifest.taken_on, replayed, purged)


def _make(name: str) -> None:
    owner = settings.PARVIS_OWNER
    with psycopg.connect(owner.url, autocommit=True) as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        root.execute(sql.SQL(NEW_DATABASE).format(sql.Identifier(name), sql.Identifier(owner.user)))
    prepare_roles(owner.named(name), settings.PARVIS_WEB.named(name))


def _bring_apart(present: str, beside: str) -> None:
    """The ledger as it is now; where there is no present database, as it was last written beside the backups."""
    owner = settings.PARVIS_OWNER
    with TemporaryDirectory(dir=folder()) as name:
        dump = Path(name) / "apart.dump"
        if _has_ledger(present):
            dump_apart(owner.named(present), dump)
        elif (folder() / LEDGER).exists():
            with opened(folder() / LEDGER) as inside:
                shutil.copy(inside / "apart.dump", dump)
        else:
            raise ImproperlyConfigured(
                "Le registre des effacements manque : sans lui, des personnes effacées reviendraient. "
                f"Remettez {LEDGER} dans {folder()}, puis relancez."
            )
        run("pg_restore", owner.named(beside), "--data-only", "--no-owner", "--exit-on-error", str(dump))


def _has_ledger(name: str) -> bool:
    with psycopg.connect(settings.PARVIS_OWNER.named(name).url) as root:
        found = root.execute("SELECT to_regclass('ledger.entry') IS NOT NULL").fetchone()
    return bool(found and found[0])


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


def _point_at(name: str) -> str:
    """Have Django and the settings speak to the database ``name``; tell which one it was."""
    before = settings.PARVIS_OWNER.name
    connection.close()
    settings.PARVIS_OWNER, settings.PARVIS_WEB = settings.PARVIS_OWNER.named(name), settings.PARVIS_WEB.named(name)
    connection.settings_dict["NAME"] = name
    return str(before)


def _swap(present: str, beside: str, *, keep: bool) -> None:
    owner, aside = settings.PARVIS_OWNER, f"{present}_before_{clock.now():%Y%m%dT%H%M%S}"
    connection.close()
    try:
        _order(owner.named(beside), "ALTER DATABASE {} RENAME TO {}", present, aside)
        _order(owner.named(aside), "ALTER DATABASE {} RENAME TO {}", beside, present)
        if not keep:
            _order(owner.named(present), "DROP DATABASE {}", aside)
    except psycopg.errors.ObjectInUse as error:
        raise ImproperlyConfigured(
            "La base est en service : arrêtez le serveur web et l’exécuteur de tâches, puis relancez."
        ) from error


def _order(address: Address, order: str, *names: str) -> None:
    """Give an order about other databases than the one at ``address``."""
    with psycopg.connect(address.url, autocommit=True) as root:
        root.execute(sql.SQL(order).format(*map(sql.Identifier, names)))
