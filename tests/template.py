"""The databases that every test database is copied from: made once, and again only when what makes them changes.

``python -m tests.template`` makes them ahead of the tests, beside the checks that need no database.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import django
import fasteners
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from parvis.config.embedded import NEW_DATABASE
from tests.processes import surroundings

ROOT = Path(__file__).parents[1]
LOAD_DEMONSTRATION = """
import django; django.setup()
from django.core.management import call_command
from parvis.config.static import collect
call_command("load", demo=True, verbosity=0); collect()
"""
COLLECT = "import django; django.setup()\nfrom parvis.config.static import collect; collect()"


def _fingerprint() -> str:
    """Changes when a migration, a reference load or a declaration of personal data changes, so that the template is made anew."""
    digest = hashlib.sha256()
    for pattern in (
        "parvis/**/migrations/*.py",
        "parvis/**/operations.py",
        "parvis/**/privacy.py",
        "parvis/**/privacy/*.py",
        "uv.lock",
    ):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def ensure_template() -> str:
    """Migrate and load the template database, once for all workers and until a migration changes."""
    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    name = f"template_{_fingerprint()}"
    with fasteners.InterProcessLock(settings.PARVIS_DATA / "template.lock"):
        with psycopg.connect(owner.url, autocommit=True) as root:
            known = {row[0] for row in root.execute("SELECT datname FROM pg_database")}
            if name in known:
                return name
            for stale in known:
                if stale.startswith(("template_", "test_", "building_")):
                    root.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(stale)))
            building = f"building_{name}"
            root.execute(sql.SQL(NEW_DATABASE).format(sql.Identifier(building), sql.Identifier(owner.user)))
        before = settings.PARVIS_OWNER, settings.PARVIS_WEB, connection.settings_dict["NAME"]
        settings.PARVIS_OWNER, settings.PARVIS_WEB = owner.named(building), web.named(building)
        connection.settings_dict["NAME"] = building
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load", verbosity=0)
        connection.close()
        with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as root:
            # What the loads put in the queue is not the work of any test.
            root.execute("DELETE FROM procrastinate_jobs")
        settings.PARVIS_OWNER, settings.PARVIS_WEB, connection.settings_dict["NAME"] = before
        with psycopg.connect(owner.url, autocommit=True) as root:
            root.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
            )
    return name


def copy(root: psycopg.Connection, template: str, name: str) -> None:
    """Make the database anew from the template."""
    root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    root.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def ensure_demonstration(template: str, folder: Path) -> str:
    """Load the demonstration into a copy of the template, and gather in ``folder`` what its server sends."""
    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    name, draft = f"{template}_demo", f"building_{template}_demo"
    folder.mkdir(exist_ok=True)
    with fasteners.InterProcessLock(folder / "prepare.lock"), psycopg.connect(owner.url, autocommit=True) as root:
        known = root.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            copy(root, template, draft)
        served = name if known else draft
        subprocess.run(
            [sys.executable, "-c", COLLECT if known else LOAD_DEMONSTRATION],
            env=surroundings(owner.named(served), web.named(served), folder),
            check=True,
        )
        if not known:
            root.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
    return name


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    ensure_demonstration(ensure_template(), settings.PARVIS_DATA / "journeys")
