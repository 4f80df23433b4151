"""What a demonstration has prepared, remembered in its own database: the next start does not do it again."""

import contextlib
import hashlib
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

HOUSE = Path(__file__).parents[1]
LOCK = HOUSE.parent / "uv.lock"
_TOLD = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def is_prepared() -> bool:
    """Whether this very code, with these very roles, has migrated and loaded this very database to the end."""
    with psycopg.connect(settings.PARVIS_OWNER.url) as connection:
        told = connection.execute(_TOLD).fetchone()
    return told is not None and told[0] == _fingerprint()


def remember_prepared() -> None:
    """Say so in the comment of the database, which lives and dies with it."""
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as connection:
        name = sql.Identifier(settings.PARVIS_OWNER.name)
        # Who may not comment on the database is not its owner: the next start looks at everything again.
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(_fingerprint())))


def _fingerprint() -> str:
    digest = hashlib.sha256(LOCK.read_bytes() if LOCK.exists() else b"")
    # Migrating also gives the web role its password: another one has to be given again.
    digest.update(settings.PARVIS_WEB.url.encode())
    for path in sorted(HOUSE.rglob("*.py")):
        digest.update(path.relative_to(HOUSE).as_posix().encode() + path.read_bytes())
    return f"parvis:{digest.hexdigest()}"
