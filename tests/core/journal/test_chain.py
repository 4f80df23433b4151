"""The chain is one, whatever the order of commits, and tells when the journal was touched."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from parvis.core.journal.queries.chain import Anchor, Flaw, latest_anchor, verify
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope

INSERT = """
INSERT INTO journal_entry (id, recorded_at, actor_key, actor_role, organisation, verb, subjects, categories,
                           activity, object_key, channel, request_id, count)
VALUES (%s, %s, 'user:1', 'rôle', NULL, %s, ARRAY[%s]::uuid[], ARRAY['é:1', 'b'], '', '', 'web', %s, 3)
"""


def write(connection, verb="read"):
    identifier = uuid4()
    connection.execute(INSERT, [identifier, clock.now(), verb, uuid4(), uuid4()])
    return identifier


def verdict(anchor=None):
    with open_scope(system("verify"), reach=Reach.EVERYTHING):
        return verify(anchor)


def test_interleaved_commits_keep_one_chain_and_wait_for_nobody(web):
    first, second = web(), web()
    write(first, "first.begins")
    write(second, "second.begins")
    write(first, "first.goes.on")
    second.commit()
    write(second, "second.again")
    first.commit()
    second.commit()
    found = verdict()
    assert (found.sound, found.links) == (True, 4)


def test_a_rolled_back_line_leaves_no_hole(web):
    connection = web()
    write(connection)
    connection.rollback()
    write(connection)
    connection.commit()
    assert (verdict().sound, verdict().links) == (True, 1)


def test_the_lock_is_taken_after_the_other_deferred_checks(web, owner):
    # The foreign key of « child » waits for the deletion of its parent by the other transaction. If
    # the lock of the chain were held meanwhile, the other could not commit: a deadlock.
    owner.execute("CREATE TABLE parent (id int PRIMARY KEY)")
    owner.execute("CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
    owner.execute("INSERT INTO parent VALUES (1)")
    from concurrent.futures import ThreadPoolExecutor

    writer, remover = web(), web()
    write(writer, "child.add")
    writer.execute("SET LOCAL lock_timeout = '10s'")
    writer.execute("INSERT INTO child VALUES (1)")
    remover.execute("DELETE FROM parent WHERE id = 1")
    write(remover, "parent.delete")
    with ThreadPoolExecutor(1) as pool:
        commit = pool.submit(writer.commit)
        while not owner.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
            assert not commit.done()
        remover.commit()
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            commit.result(timeout=10)
    assert (verdict().sound, verdict().links) == (True, 1)


@pytest.fixture
def five_lines(web, owner):
    connection = web(autocommit=True)
    return [write(connection) for _ in range(5)]


def tamper(owner, sql, *parameters):
    for (table,) in owner.execute(
        "SELECT relname FROM pg_class WHERE relname ~ '^journal_(entry|seal)' AND relkind IN ('r', 'p')"
    ).fetchall():
        owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER journal_append_only')
    assert owner.execute(sql, parameters).rowcount == 1


def test_a_changed_line_is_named(five_lines, owner):
    tamper(owner, "UPDATE journal_entry SET count = 4 WHERE id = %s", five_lines[2])
    found = verdict()
    assert (found.flaw, found.sequence, found.entry) == (Flaw.CHANGED, 3, str(five_lines[2]))
    with pytest.raises(CommandError, match="maillon 3"):
        call_command("journal", "verify")


def test_a_removed_line_is_named(five_lines, owner):
    tamper(owner, "DELETE FROM journal_entry WHERE id = %s", five_lines[1])
    assert (verdict().flaw, verdict().sequence) == (Flaw.REMOVED, 2)


def test_a_line_and_its_seal_removed_leave_a_gap(five_lines, owner):
    tamper(owner, "DELETE FROM journal_entry WHERE id = %s", five_lines[1])
    tamper(owner, "DELETE FROM journal_seal WHERE entry_id = %s", five_lines[1])
    assert (verdict().flaw, verdict().sequence) == (Flaw.GAP, 3)


def test_a_forged_line_is_named(five_lines, owner):
    owner.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_pend")
    forged = write(owner)
    assert (verdict().flaw, verdict().entry) == (Flaw.UNSEALED, str(forged))


def test_an_anchor_kept_outside_shows_that_the_end_was_cut(five_lines, owner, capsys):
    with open_scope(system("verify"), reach=Reach.EVERYTHING):
        anchor = latest_anchor()
    assert verdict(anchor).sound
    assert Anchor.parse(str(anchor)) == anchor
    call_command("journal", "verify", "--anchor", str(anchor))
    tamper(owner, "DELETE FROM journal_entry WHERE id = %s", five_lines[4])
    tamper(owner, "DELETE FROM journal_seal WHERE entry_id = %s", five_lines[4])
    assert verdict().sound
    assert verdict(anchor).flaw is Flaw.ANCHOR


def test_a_removed_line_is_named_even_when_its_seal_is_made_older(five_lines, owner):
    tamper(owner, "DELETE FROM journal_entry WHERE id = %s", five_lines[2])
    tamper(owner, "UPDATE journal_seal SET recorded_at = '2020-05-12' WHERE entry_id = %s", five_lines[2])
    assert (verdict().flaw, verdict().sequence) == (Flaw.REMOVED, 3)


def test_a_month_dropped_at_its_term_does_not_break_the_chain(web, owner):
    owner.execute("SELECT journal_prepare_months('2020-05-01', 0)")
    with clock.frozen(datetime(2020, 5, 12, tzinfo=UTC)):
        write(owner)
    write(owner)
    owner.execute("SELECT journal_expire_months(current_date)")
    assert owner.execute("SELECT count(*) FROM journal_entry WHERE recorded_at < '2021-01-01'").fetchone() == (0,)
    assert (verdict().sound, verdict().links) == (True, 2)


def test_an_anchor_badly_written_is_refused(committing):
    with pytest.raises(CommandError, match="rang:empreinte"):
        call_command("journal", "verify", "--anchor", "douze")
