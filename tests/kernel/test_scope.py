"""The scope reaches the database session, and leaves with it."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor, ActorKind, system
from parvis.kernel.scope import (
    Reach,
    current_actor,
    open_scope,
    reading_in_emergency,
    reading_restricted,
    sparing_restricted,
    within,
)

pytestmark = pytest.mark.django_db

NADIA = Actor(ActorKind.USER, "12", "Nadia", roles=((3, "membre"), (1, "gestionnaire")))


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


def test_outside_any_scope_nobody_acts():
    assert setting("parvis.actor") == ""
    assert setting("parvis.reach") == ""
    with pytest.raises(LookupError):
        current_actor()


def test_the_session_follows_the_scope_and_comes_back():
    with open_scope(NADIA):
        assert setting("parvis.actor") == "user:12"
        assert setting("parvis.organisations") == "1,3"
        with open_scope(system("night"), reach=Reach.EVERYTHING):
            assert setting("parvis.reach") == "everything"
        assert setting("parvis.user") == "12"
    assert setting("parvis.organisations") == ""


def test_a_scope_within_another_is_of_the_same_request_and_channel():
    with open_scope(NADIA, channel="api") as outer, within(system("night"), organisations=[3]) as inner:
        assert (inner.channel, inner.request_id) == ("api", outer.request_id)
        assert setting("parvis.organisations") == "3"
        assert setting("parvis.user") == ""


def test_a_rollback_does_not_leave_another_scope_behind():
    with open_scope(VISITOR):
        assert setting("parvis.actor") == "visitor"
        with pytest.raises(ZeroDivisionError), transaction.atomic(), open_scope(NADIA):
            assert setting("parvis.actor") == "user:12"
            raise ZeroDivisionError
        assert setting("parvis.actor") == "visitor"


def test_a_failed_statement_rolls_back_to_its_savepoint_and_the_scope_follows():
    with open_scope(VISITOR):
        assert setting("parvis.actor") == "visitor"
        with pytest.raises(DatabaseError), transaction.atomic(), open_scope(NADIA), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert setting("parvis.actor") == "visitor"


def test_writing_the_scope_is_not_counted_as_a_query(django_assert_num_queries):
    with open_scope(NADIA), django_assert_num_queries(1):
        setting("parvis.actor")


def test_a_narrowed_scope_reaches_only_what_it_names():
    with open_scope(NADIA, organisations=[3]):
        assert setting("parvis.organisations") == "3"


def test_the_web_role_bypasses_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, superuser, bypass = cursor.fetchone()
    assert name.endswith("_web")
    assert (superuser, bypass) == (False, False)


def test_whoever_writes_gives_up_reading_what_is_only_stored():
    with pytest.raises(LookupError), sparing_restricted():
        pass
    with open_scope(NADIA), reading_restricted("reason"):
        with sparing_restricted():
            assert setting("parvis.restricted") == ""
        assert setting("parvis.restricted") == "reason"


def test_an_emergency_is_read_at_the_instant_of_the_clock_and_for_a_block_only():
    with pytest.raises(LookupError), reading_in_emergency():
        pass
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with open_scope(NADIA), clock.frozen(noon):
        with reading_in_emergency():
            assert datetime.fromisoformat(setting("parvis.emergency")) == noon
        assert setting("parvis.emergency") == ""
