"""Nobody changes the journal: not the web role, not the owner."""

from datetime import UTC, datetime

import psycopg
import pytest

from parvis.core.journal.actions import record
from parvis.core.journal.actions.partitions import prepare_months
from parvis.core.journal.models import JournalEntry
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

CHANGES = ["UPDATE {} SET recorded_at = recorded_at", "DELETE FROM {}", "TRUNCATE {}"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", ["journal_entry", "journal_entry_default", "journal_seal"])
def test_the_web_role_has_no_right_to_change(web, table, change):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
        web().execute(change.format(table))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", ["journal_entry", "journal_entry_default", "journal_seal"])
def test_the_owner_is_refused_by_the_trigger(owner, table, change):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        owner.execute(change.format(table))


def test_every_partition_is_closed_to_the_web_role_and_append_only(owner):
    partitions = owner.execute(
        "SELECT c.relname, relacl::text, EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'journal_append_only') "
        "FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'journal_entry'::regclass"
    ).fetchall()
    assert len(partitions) >= 4
    assert [row for row in partitions if "_web" in (row[1] or "") or not row[2]] == []


@pytest.mark.parametrize("table", ["journal_subject", "journal_pending", "journal_entry_default"])
def test_the_web_role_cannot_look_behind(web, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web().execute(f"SELECT * FROM {table}")


def test_the_web_role_cannot_seal_by_itself(web):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web().execute("INSERT INTO journal_seal VALUES (1, gen_random_uuid(), current_date, '')")


def partition_of(owner) -> str:
    return owner.execute(
        "SELECT tableoid::regclass::text FROM journal_entry ORDER BY recorded_at DESC LIMIT 1"
    ).fetchone()[0]


def test_a_month_nobody_prepared_falls_in_the_default_partition(owner):
    with clock.frozen(datetime(2029, 7, 1, tzinfo=UTC)), open_scope(system("tests"), reach=Reach.EVERYTHING):
        record(by=system("tests"), verb="read")
        assert partition_of(owner) == "journal_entry_default"
        # The lines already there stay where they are; the next months are prepared all the same.
        assert prepare_months() == 2


def test_a_new_month_has_its_partition_before_it_comes(owner):
    with open_scope(system("tests"), reach=Reach.EVERYTHING):
        with clock.frozen(datetime(2028, 12, 31, 22, 59, tzinfo=UTC)):
            prepare_months()
            record(by=system("tests"), verb="read")
            assert partition_of(owner) == "journal_entry_2028_12"
        with clock.frozen(datetime(2029, 1, 1, 0, 0, tzinfo=UTC)):
            record(by=system("tests"), verb="read")
            assert partition_of(owner) == "journal_entry_2029_01"
        assert JournalEntry.objects.count() == 2


def test_no_month_younger_than_a_year_can_be_dropped(owner, web):
    owner.execute("SELECT journal_prepare_months(current_date - 300, 0)")
    assert web().execute("SELECT journal_expire_months('2099-01-01')").fetchone() == (0,)


def test_the_default_partition_is_emptied_at_its_term(owner, web):
    with clock.frozen(datetime(2019, 3, 2, tzinfo=UTC)), open_scope(system("tests"), reach=Reach.EVERYTHING):
        record(by=system("tests"), verb="read")
    assert web(autocommit=True).execute("SELECT journal_expire_months(current_date)").fetchone() == (1,)
    assert owner.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web().execute("SELECT * FROM journal_entry_default")
