"""Every test runs on a real PostgreSQL, as the web role, in a copy of a migrated and loaded database."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import fasteners
import hypothesis
import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from psycopg import sql

from parvis.config.embedded import NEW_DATABASE
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, Scope, open_scope

# How long an example takes says more of the machine than of the rule.
hypothesis.settings.register_profile("parvis", deadline=None)
hypothesis.settings.load_profile("parvis")

# What makes a stolen password slow to guess makes two thirds of the time of the tests that sign somebody in.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 64
Argon2PasswordHasher.parallelism = 1

ROOT = Path(__file__).parents[1]


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


def _ensure_template(owner, web) -> str:
    """Migrate and load the template database, once for all workers and until a migration changes."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

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


def _copy(root: psycopg.Connection, template: str, name: str) -> None:
    """Make the database anew from the template."""
    root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    root.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


@pytest.fixture(scope="session")
def template_database(django_db_blocker) -> str:
    """The name of the migrated and loaded database that every test database is copied from."""
    from django.conf import settings

    with django_db_blocker.unblock():
        return _ensure_template(settings.PARVIS_OWNER, settings.PARVIS_WEB)


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker) -> Iterator[None]:
    """Give this worker its own copy of the template and connect to it as the web role."""
    from django.conf import settings
    from django.db import connection

    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    with django_db_blocker.unblock():
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        with psycopg.connect(owner.url, autocommit=True) as root:
            _copy(root, template_database, name)
        settings.PARVIS_OWNER, settings.PARVIS_WEB = owner.named(name), web.named(name)
        connection.close()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def database_apart(template_database, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Point Django at a fresh copy of the template database, dropped afterwards: for what really commits."""
    from django.conf import settings
    from django.db import connection

    owner, web, usual = settings.PARVIS_OWNER, settings.PARVIS_WEB, connection.settings_dict["NAME"]
    name = f"{usual}_apart"
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(owner.named("postgres").url, autocommit=True) as root:
            _copy(root, template_database, name)
        settings.PARVIS_OWNER, settings.PARVIS_WEB = owner.named(name), web.named(name)
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            settings.PARVIS_OWNER, settings.PARVIS_WEB = owner, web
            with psycopg.connect(owner.named("postgres").url, autocommit=True) as root:
                # Not by force: an autovacuum there belongs to a superuser, and yields by itself.
                root.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@pytest.fixture
def acting() -> Iterator[Scope]:
    """Act as the system on every organisation: for building the world of a test, not for the code under test."""
    with open_scope(system("tests"), reach=Reach.EVERYTHING, channel="test") as scope:
        yield scope
        # Nobody consulted anything, and the database may be closed by now.
        scope.readings.clear()
