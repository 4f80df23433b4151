"""A database of one's own, where transactions really commit."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

NAME = "journal_apart"


@pytest.fixture
def committing(template_database, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Point Django at a fresh copy of the template database, its journal empty, dropped afterwards."""
    from django.conf import settings
    from django.db import connection

    owner, web, usual = settings.PARVIS_OWNER, settings.PARVIS_WEB, connection.settings_dict["NAME"]
    name = f"{usual}_{NAME}"
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(owner.named("postgres").url, autocommit=True) as root:
            root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            root.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(template_database)
                )
            )
        with psycopg.connect(owner.named(name).url) as connection_of_owner:
            connection_of_owner.execute("SET parvis.reach = 'everything'")
            connection_of_owner.execute("SET parvis.actor = 'system:tests'")
            for table in ("journal_entry", "journal_seal"):
                connection_of_owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER journal_append_only")
                connection_of_owner.execute(f"DELETE FROM {table}")
                connection_of_owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_append_only")
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
def owner(committing) -> Iterator[psycopg.Connection]:
    """A connection as the owner of the tables, seeing everything."""
    from django.conf import settings

    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as connection:
        connection.execute("SET parvis.reach = 'everything'")
        connection.execute("SET parvis.actor = 'system:tests'")
        yield connection


@pytest.fixture
def web(committing):
    """Open connections as the web role, acting as the system."""
    from django.conf import settings

    opened = []

    def connect(*, autocommit: bool = False) -> psycopg.Connection:
        connection = psycopg.connect(settings.PARVIS_WEB.url, autocommit=True)
        connection.execute("SET parvis.reach = 'everything'")
        connection.execute("SET parvis.actor = 'system:tests'")
        connection.execute("SET lock_timeout = '2s'")
        connection.autocommit = autocommit
        opened.append(connection)
        return connection

    yield connect
    for connection in opened:
        connection.close()
