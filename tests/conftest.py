"""Every test runs on a real PostgreSQL, as the web role, in a copy of a migrated and loaded database."""

import os
from collections.abc import Iterator

import hypothesis
import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from psycopg import sql

from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, Scope, open_scope
from tests.factories.mail import MailServer
from tests.template import copy, ensure_template

# How long an example takes says more of the machine than of the rule.
hypothesis.settings.register_profile("parvis", deadline=None)
hypothesis.settings.load_profile("parvis")

# What makes a stolen password slow to guess makes two thirds of the time of the tests that sign somebody in.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 64
Argon2PasswordHasher.parallelism = 1


@pytest.fixture(scope="session")
def template_database(django_db_blocker) -> str:
    """The name of the migrated and loaded database that every test database is copied from."""
    with django_db_blocker.unblock():
        return ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker) -> Iterator[None]:
    """Give this worker its own copy of the template and connect to it as the web role."""
    from django.conf import settings
    from django.db import connection

    owner, web = settings.PARVIS_OWNER, settings.PARVIS_WEB
    with django_db_blocker.unblock():
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        with psycopg.connect(owner.url, autocommit=True) as root:
            copy(root, template_database, name)
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
            copy(root, template_database, name)
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


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "parvis.core.notifications.adapters.outbox.OutboxBackend"
    settings.PARVIS_EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    server.start()
    yield server
    server.stop()
