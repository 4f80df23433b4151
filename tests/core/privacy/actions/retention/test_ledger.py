"""The ledger: nobody changes it, nobody is named in it, and a day has one root."""

import hashlib
import hmac
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.ledger import destroy_old_keys, open_book, seal_day
from parvis.core.privacy.queries.retention.ledger import Tree, root_of, secrets
from parvis.kernel.actor import system

BY, DAY = system("tests"), date(2027, 3, 1)
OLD = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def user(night):
    user = User.objects.create(email="ancien@exemple.fr", last_login=OLD, date_joined=OLD)
    night(DAY)
    return user


def test_an_entry_is_the_keyed_fingerprint_of_the_row(db, acting):
    open_book(DAY).write(label="accounts.User", rule="r", kind="erase", keys=["12", "13"], dues=[DAY, None])
    secret = secrets()[2027]
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, due FROM ledger.entry ORDER BY id")
        found = [(bytes(key), due) for key, due in cursor.fetchall()]
    expected = [hmac.new(secret, f"accounts.User:{key}".encode(), hashlib.sha256).digest() for key in ("12", "13")]
    assert found == [(expected[0], DAY), (expected[1], None)]


def test_whoever_takes_a_backup_waits_for_what_is_being_written(db, acting):
    open_book(DAY).write(label="accounts.User", rule="r", kind="erase", keys=["12"], dues=[DAY])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('parvis.ledger'), 0)")
        mine = cursor.fetchone()[0]
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objsubid = 2"
        )
        assert mine
        assert "ShareLock" in {mode for (mode,) in cursor.fetchall()}


@pytest.mark.parametrize(
    "order",
    ["UPDATE ledger.entry SET rule = 'autre'", "DELETE FROM ledger.entry", "TRUNCATE ledger.entry"],
)
def test_nobody_changes_an_entry(user, order):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order)


def test_the_root_of_a_day_follows_from_its_entries_alone(user):
    with connection.cursor() as cursor:
        cursor.execute("SELECT entries, encode(root, 'hex') FROM ledger.root WHERE day = %s", [DAY])
        kept = cursor.fetchone()
    entries, root = root_of(DAY)
    assert kept == (entries, root.hex())
    assert seal_day(by=BY, day=DAY) == root.hex()
    open_book(DAY).write(label="accounts.User", rule="r", kind="erase", keys=["99"], dues=[DAY])
    assert root_of(DAY)[1] != root


def test_a_tree_tells_leaves_apart():
    def root(*leaves):
        tree = Tree()
        for leaf in leaves:
            tree.add(hashlib.sha256(leaf).digest())
        return tree.root

    assert len({root(), root(b"a"), root(b"a", b"b"), root(b"b", b"a"), root(b"a", b"b", b"c")}) == 5


def test_the_key_of_a_year_goes_once_no_backup_of_it_is_left(user):
    assert destroy_old_keys(by=BY, today=date(2028, 1, 30)) == 0
    assert destroy_old_keys(by=BY, today=date(2028, 2, 1)) == 1
    assert secrets() == {}
