"""A database of its own for a benchmark, on the platform's server, kept from one run to the next."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from parvis.config.embedded import NEW_DATABASE
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope


def fingerprint(paths: Iterable[Path]) -> str:
    """What a database was made from, so that it is made again when that changes."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def use_database(name: str, made_from: str, fill: Callable[[], None], *, geography: bool = True) -> None:
    """Work in the database ``name``, migrated and filled, filled anew unless it was ``made_from`` the same.

    With ``geography`` it knows the communes, which take a while to load.
    """
    owner = settings.PARVIS_OWNER
    with psycopg.connect(owner.url, autocommit=True) as root:
        known = root.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        ready = known is not None and known[0] == made_from
        if not ready:
            root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            root.execute(sql.SQL(NEW_DATABASE).format(sql.Identifier(name), sql.Identifier(owner.user)))
    settings.PARVIS_OWNER, settings.PARVIS_WEB = owner.named(name), settings.PARVIS_WEB.named(name)
    connection.close()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0, interactive=False)
    if ready:
        return
    if geography:
        call_command("load", verbosity=0, only="geography")
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"):
        fill()
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as root:
        root.execute("VACUUM ANALYZE")
        root.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(made_from)))
