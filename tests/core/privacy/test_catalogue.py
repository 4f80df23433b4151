"""The real database is compared with the register: whatever was added by hand is seen."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from parvis.core.privacy import checks, facade
from parvis.core.privacy.queries.catalogue import Relation, migrated, relations, undeclared
from parvis.kernel.declarations.privacy import Plain, Table, personal, tables

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]


@contextmanager
def by_hand(do, undo):
    """Change the database as its owner, behind Django's back, and put it back."""
    with psycopg.connect(settings.PARVIS_OWNER.url, autocommit=True) as owner:
        owner.execute(do)
        try:
            yield
        finally:
            owner.execute(undo)


def seen(*names, declarations=None):
    """What the register says about the named relations of the real database."""
    existing = [each for each in relations() if (each.partition_of or each.name) in names or each.name in names]
    kept = [table for table in tables if table.key in {"privacy.PolicyVersion", "django_migrations"}]
    declarations = kept if declarations is None else declarations
    wanted = {"privacy_policyversion"} | set(names)
    return [
        (problem.code, problem.message)
        for problem in undeclared(declarations, existing)
        if any(name in problem.message for name in wanted)
    ]


POLICIES = "privacy_policyversion"


def test_the_database_as_migrated_is_as_declared():
    assert migrated()
    assert seen(POLICIES) == []


def test_a_column_added_by_hand_is_seen():
    with by_hand(
        f"ALTER TABLE {POLICIES} ADD COLUMN birth_date date", f"ALTER TABLE {POLICIES} DROP COLUMN birth_date"
    ):
        assert seen(POLICIES) == [("E001", f"La colonne {POLICIES}.birth_date de la base n’est pas déclarée.")]
        messages = checks.the_database_is_as_declared(None, databases=["default"])
        assert "privacy.E001" in {message.id for message in messages if "birth_date" in message.msg}
        with pytest.raises(ImproperlyConfigured, match="birth_date"):
            facade.refuse_undeclared()
        with pytest.raises(CommandError):
            call_command("register", check=True)


def test_a_generated_column_is_seen():
    sql = f"ALTER TABLE {POLICIES} ADD COLUMN twice text GENERATED ALWAYS AS (service || service) STORED"
    with by_hand(sql, f"ALTER TABLE {POLICIES} DROP COLUMN twice"):
        assert [code for code, _ in seen(POLICIES)] == ["E001"]


def test_a_dropped_column_leaves_a_stale_declaration():
    table = Table("privacy.PolicyVersion", {**tables.get("privacy.PolicyVersion").columns, "gone": Plain("x")})
    assert seen(POLICIES, declarations=[table]) == [
        ("E002", f"La colonne déclarée {POLICIES}.gone n’existe pas dans la base.")
    ]


@pytest.mark.parametrize(
    ("do", "undo", "message"),
    [
        ("CREATE TABLE stray (email text)", "DROP TABLE stray", "La table stray de la base n’est pas déclarée."),
        (
            f"CREATE VIEW stray AS SELECT summary FROM {POLICIES}",
            "DROP VIEW stray",
            "La vue stray de la base n’est pas déclarée.",
        ),
        (
            f"CREATE MATERIALIZED VIEW stray AS SELECT summary FROM {POLICIES}",
            "DROP MATERIALIZED VIEW stray",
            "La vue matérialisée stray de la base n’est pas déclarée.",
        ),
    ],
)
def test_a_stray_table_or_view_is_seen(do, undo, message):
    with by_hand(do, undo):
        assert seen("stray") == [("E001", message)]


def test_a_table_of_another_schema_is_seen():
    with by_hand("CREATE SCHEMA aside CREATE TABLE hidden (email text)", "DROP SCHEMA aside CASCADE"):
        assert seen("aside.hidden") == [("E001", "La table aside.hidden de la base n’est pas déclarée.")]


def test_a_declared_view_is_compared_column_by_column():
    view = Table("stray", {"email": personal("coop.comptes.identite")})
    with by_hand("CREATE VIEW stray AS SELECT 'a'::text AS email, 'b'::text AS phone", "DROP VIEW stray"):
        assert seen("stray", declarations=[view]) == [("E001", "La colonne stray.phone de la base n’est pas déclarée.")]


def test_a_declared_table_that_does_not_exist_is_seen():
    assert seen("nowhere", declarations=[Table("nowhere", {"id": Plain("x")})]) == [
        ("E002", "La table déclarée nowhere n’existe pas dans la base.")
    ]


PARTITIONS = (
    "CREATE TABLE whole (day date, who text) PARTITION BY RANGE (day);"
    "CREATE TABLE whole_2026 PARTITION OF whole FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
)


def test_partitions_follow_the_declaration_of_their_table():
    columns = {"day": Plain("date"), "who": personal("coop.comptes.identite")}
    with by_hand(PARTITIONS, "DROP TABLE whole"):
        assert seen("whole", declarations=[Table("whole", columns, partitioned=True)]) == []
        assert seen("whole", declarations=[Table("whole", columns)]) == [
            ("E001", "La table whole_2026 (partition de whole) de la base n’est pas déclarée.")
        ]


def start(*command):
    """Run a program on the database of this test, as an operator would."""
    owner, web = (
        f"postgresql://{who.user}:{who.password}@/{who.name}?host={quote(who.host)}&port={who.port or 5432}"
        for who in (settings.PARVIS_OWNER, settings.PARVIS_WEB)
    )
    return subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "DATABASE_URL": owner, "DATABASE_WEB_URL": web},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


WEB_SERVER = ("-c", "import parvis.config.wsgi")
WORKER = ("manage.py", "worker", "--drain")


@pytest.mark.parametrize("program", [WEB_SERVER, WORKER], ids=["web server", "worker"])
def test_what_is_wholly_declared_starts(program, database_apart):
    started = start(*program)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("program", [WEB_SERVER, WORKER], ids=["web server", "worker"])
def test_nothing_starts_on_an_undeclared_column(program):
    with by_hand(
        f"ALTER TABLE {POLICIES} ADD COLUMN birth_date date", f"ALTER TABLE {POLICIES} DROP COLUMN birth_date"
    ):
        refused = start(*program)
    assert refused.returncode != 0
    assert "Des données ne sont pas déclarées au registre" in refused.stderr
    assert f"La colonne {POLICIES}.birth_date de la base n’est pas déclarée" in refused.stderr


def test_a_worker_that_refuses_says_so_without_traceback():
    with by_hand("CREATE TABLE stray (email text)", "DROP TABLE stray"):
        refused = start(*WORKER)
    assert "Parvis ne peut pas continuer" in refused.stderr
    assert "La table stray de la base n’est pas déclarée." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_does_not_answer_is_left_to_whoever_needs_it(monkeypatch):
    def silent():
        raise OperationalError("connection refused")

    monkeypatch.setattr(facade, "migrated", silent)
    facade.refuse_undeclared()
    monkeypatch.setattr(checks, "migrated", silent)
    assert checks.the_database_is_as_declared(None, databases=["default"]) == []


def test_nothing_starts_on_a_database_that_is_not_migrated(monkeypatch):
    monkeypatch.setattr(facade, "migrated", lambda: False)
    with pytest.raises(ImproperlyConfigured, match="parvis migrate"):
        facade.refuse_undeclared()


def test_a_first_migration_is_not_held_back_by_the_missing_tables(monkeypatch):
    monkeypatch.setattr(checks, "migrated", lambda: False)
    assert checks.the_database_is_as_declared(None, databases=["default"]) == []


def test_without_the_database_option_nothing_is_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert checks.the_database_is_as_declared(None) == []


def test_the_catalogue_is_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = relations()
    assert Relation(POLICIES, "r", None, frozenset(tables.get("privacy.PolicyVersion").columns)) in found
