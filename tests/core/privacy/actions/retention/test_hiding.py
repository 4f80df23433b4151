"""The policies that hide restricted people: on every table, and free until somebody is restricted."""

from django.db import connection

from parvis.core.privacy.actions.retention.restricting import restrict
from parvis.core.privacy.queries.retention.hiding import hidings
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import tables
from tests.factories.organisations import make_person

BY = system("tests")


def key(user):
    return f"accounts.User:{user.pk}"


def test_nothing_is_paid_until_somebody_is_restricted(db, acting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = 'accounts_user'")
        assert cursor.fetchone() == (False,)
    restrict(by=BY, person=key(make_person()), reason="demande 12")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (COSTS OFF) SELECT * FROM accounts_user")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "InitPlan 1\n" in plan
    assert "InitPlan 2" not in plan, "asked once a query, whatever the number of rows"
    assert "SubPlan" not in plan


def test_every_personal_table_has_its_policy(db, acting):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT polrelid::regclass::text, polname FROM pg_policy WHERE polname LIKE 'restricted_%%' AND NOT polpermissive"
        )
        installed = set(cursor.fetchall())
    assert installed == {(each.relation, each.name) for each in hidings()}
    covered = {each.relation for each in hidings()}
    from django.apps import apps

    for table in tables:
        if table.is_personal and not table.partitioned:
            relation = apps.get_model(table.key)._meta.db_table if "." in table.key else table.key
            assert relation in covered, table.key
