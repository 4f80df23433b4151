"""Prepared queries answer as the others do, once for each actor, and never read people without a trace."""

import pytest
from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.geography.models import Commune
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.database.prepared import Prepared
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
