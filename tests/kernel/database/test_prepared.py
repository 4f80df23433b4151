"""Prepared queries answer as the others do, once for each actor, and never read people without a trace."""

import gc

import pytest
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from parvis.core.accounts.models import User
from parvis.core.geography.models import Commune
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.database.base import DatabaseWrapper
from parvis.kernel.database.prepared import Prepared, planned_once
from parvis.kernel.scope import open_scope, unnoted

pytestmark = pytest.mark.django_db

BESANCON = "25056"


def named(actor, code):
    return Commune.objects.filter(code_insee=code).values_list("name")


def test_prepared_query_answers_each_time_for_the_values_given():
    query = Prepared(named, slots=1)
    with open_scope(VISITOR):
        assert query.rows(BESANCON) == [("Besançon",)]
        assert query.rows("75056") == [("Paris",)]
        assert query.rows("' OR 1=1 --") == []


def test_prepared_query_is_built_once_an_actor():
    built = []

    def build(actor, code):
        built.append(actor)
        return named(actor, code)

    query = Prepared(build, slots=1)
    with open_scope(VISITOR):
        for actor in (VISITOR, system("un"), VISITOR, system("un")):
            query.rows(BESANCON, actor=actor)
    assert built == [VISITOR, system("un")]


def test_prepared_query_is_counted_and_runs_in_the_scope_in_force(django_assert_num_queries):
    seen = Prepared(
        lambda actor: Commune.objects.extra(select={"who": "current_setting('parvis.actor')"}).values_list("who")[:1]
    )
    with django_assert_num_queries(2) as captured:
        for actor in (VISITOR, system("deux")):
            with open_scope(actor):
                assert seen.rows() == [(actor.key,)]
    assert "current_setting" in captured.captured_queries[1]["sql"]


def test_prepared_query_on_people_runs_only_where_nothing_is_noted():
    query = Prepared(lambda actor: User.objects.values_list("email"))
    with open_scope(system("tests")):
        with pytest.raises(RuntimeError, match="no trace"):
            query.rows()
        with unnoted():
            assert query.rows() == []


def test_prepared_query_keeps_working_after_a_rollback():
    query = Prepared(named, slots=1)
    with open_scope(VISITOR):
        assert query.rows(BESANCON)
        point = connection.savepoint()
        query.rows(BESANCON)
        connection.savepoint_rollback(point)
        assert query.rows(BESANCON) == [("Besançon",)]


def test_a_prepared_query_that_leaves_the_scope_alone_reads_what_row_security_shows_to_everybody():
    unscoped = [prepared for prepared in _prepared_of_the_house() if not prepared._scoped]
    assert unscoped
    guarded = "SELECT relname FROM pg_class WHERE relrowsecurity"
    with connection.cursor() as cursor:
        cursor.execute(guarded)
        tables = {row[0] for row in cursor.fetchall()}
    assert tables
    for prepared in unscoped:
        sql = prepared._compile(VISITOR).sql
        assert not [table for table in tables if f'"{table}"' in sql]


def _prepared_of_the_house():
    # By exact type: asking a lazy object of another test for its class would wake it.
    return [each for each in gc.get_objects() if type(each) is Prepared]


def test_a_raw_prepared_query_gives_texts_as_bytes():
    names = Commune.objects.filter(code_insee=BESANCON).values_list(Cast("name", TextField()))
    with open_scope(VISITOR):
        assert Prepared(lambda actor: names, raw=True).rows() == [("Besançon".encode(),)]
        assert Prepared(lambda actor: names).rows() == [("Besançon",)]


def _planned(statement):
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{statement}%"])
        return cursor.fetchone()[0]


def test_what_is_read_in_the_block_is_planned_once_and_answers_for_each_actor():
    def who():
        return Commune.objects.filter(code_insee=BESANCON).extra(select={"who": "current_setting('parvis.actor')"})

    with open_scope(VISITOR):
        who().values_list("who").get()
    assert _planned("geography_commune") == 0
    for actor in (VISITOR, system("un"), VISITOR):
        with open_scope(actor), planned_once():
            assert who().values_list("who").get() == (actor.key,)
    assert _planned("geography_commune") == 1


def test_a_block_within_another_leaves_it_as_it_was():
    with open_scope(VISITOR), planned_once():
        with planned_once():
            pass
        list(named(VISITOR, BESANCON))
    list(named(VISITOR, BESANCON)[:1])
    assert _planned("geography_commune") == 1


@pytest.fixture
def another_connection():
    """A connection of our engine that a test may lose."""
    other = DatabaseWrapper(connection.settings_dict.copy(), "other")
    other.connect()
    yield other
    other.connection.close()


def test_a_connection_that_the_server_has_left_is_not_usable(another_connection):
    assert another_connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [another_connection.connection.info.backend_pid])
    assert not another_connection.is_usable()
