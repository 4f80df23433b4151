"""Nobody writes personal data without saying who acts."""

import pytest
from django.db import ProgrammingError, connection, transaction

from parvis.config.database import as_owner
from parvis.core.accounts.models import User
from parvis.core.journal.actions.guards import TRIGGER, personal_tables, refresh_guards
from parvis.core.organisations.models import Membership
from parvis.kernel.actor import VISITOR
from parvis.kernel.declarations.privacy import Plain, Table, tables
from parvis.kernel.scope import open_scope
from tests.factories.organisations import make_membership

ENABLED = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = %s AND t.tgenabled = 'O' AND NOT c.relispartition
"""


def guarded() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(ENABLED, [TRIGGER])
        return {row[0] for row in cursor.fetchall()}


def live_tables() -> set[str]:
    return set(connection.introspection.table_names())


@pytest.mark.django_db
def test_each_declared_personal_table_has_its_guard_in_the_live_catalogue():
    assert len(personal_tables() & live_tables()) >= 3
    assert guarded() == personal_tables() & live_tables()


@pytest.mark.django_db
def test_each_personal_table_refuses_a_write_from_nobody_and_takes_it_from_somebody():
    for table in sorted(guarded()):
        for statement in (
            f'DELETE FROM "{table}" WHERE false',
            f'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE false',
        ):
            if table.startswith("journal_") and (statement.startswith("DELETE") or table == "journal_subject"):
                continue
            with connection.cursor() as cursor:
                with pytest.raises(ProgrammingError, match="nobody is acting"), transaction.atomic():
                    cursor.execute(statement)
                with open_scope(VISITOR):
                    cursor.execute(statement)


@pytest.mark.django_db
def test_a_model_cannot_be_changed_outside_a_scope(acting):
    membership = make_membership()
    from parvis.kernel import scope

    token = scope._current.set(None)
    try:
        with pytest.raises(ProgrammingError, match="nobody is acting"), transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(role="gestionnaire")
        with pytest.raises(ProgrammingError, match="nobody is acting"), transaction.atomic():
            User.objects.filter(pk=membership.user_id).delete()
    finally:
        scope._current.reset(token)


def test_the_guard_leaves_a_table_that_is_personal_no_more(committing, monkeypatch):
    declared = tables.get("organisations.Membership")
    plain = Table(declared.key, dict.fromkeys(declared.columns, Plain("pour l’essai")))
    monkeypatch.setitem(tables._items, declared.key, plain)
    with as_owner():
        refresh_guards()
        assert "organisations_membership" not in guarded()
        monkeypatch.setitem(tables._items, declared.key, declared)
        refresh_guards()
        assert "organisations_membership" in guarded()
