"""The journal in a database where transactions really commit."""

from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture
def committing(database_apart) -> None:
    """A database of one's own, where transactions really commit, its journal empty."""
    from django.conf import settings

    with psycopg.connect(settings.PARVIS_OWNER.url) as connection:
        connection.execute("SET parvis.reach = 'everything'")
        connection.execute("SET parvis.actor = 'system:tests'")
        for table in ("journal_entry", "journal_seal"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER journal_append_only")
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_append_only")


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
