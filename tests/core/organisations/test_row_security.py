"""No scope, no row: for every table that holds an owner, read in the live catalogue."""

from dataclasses import replace

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from parvis.core.organisations.models import Invitation, Membership, Organisation
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import scope
from parvis.kernel.actor import VISITOR
from parvis.kernel.scope import open_scope
from tests.factories.organisations import make_invitation, make_membership

# The journal stands below the organisations: it holds their number without foreign key.
OWNED = """
SELECT DISTINCT c.relname, c.relrowsecurity AND c.relforcerowsecurity
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND (
    EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f'
            AND k.confrelid = 'organisations_organisation'::regclass)
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
               AND a.attname IN ('organisation_id', 'organisation'))
    OR c.relname = 'organisations_organisation'
)
"""


def owned_tables() -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(OWNED)
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_table_that_holds_an_owner_has_forced_row_security():
    tables = owned_tables()
    assert {
        "organisations_organisation",
        "organisations_membership",
        "organisations_invitation",
        "journal_entry",
    } <= set(tables)
    assert [table for table, forced in tables.items() if not forced] == []


def test_a_table_that_forgot_is_seen(acting, db):
    with psycopg.connect(settings.PARVIS_OWNER.url) as owner:
        owner.execute("CREATE TABLE forgetful (organisation_id bigint)")
        assert dict(owner.execute(OWNED).fetchall())["forgetful"] is False
        owner.rollback()


@pytest.mark.django_db
def test_without_scope_no_table_shows_a_row(ours, theirs):
    token = scope._current.set(None)
    try:
        for table in owned_tables():
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                assert (table, cursor.fetchone()[0]) == (table, 0)
    finally:
        scope._current.reset(token)


def test_with_a_scope_each_sees_its_own_only(ours, theirs):
    with open_scope(member_actor(ours.gestionnaire.user)):
        assert list(Organisation.objects.all()) == [ours.organisation]
        assert set(Membership.objects.all()) == {ours.gestionnaire, ours.membre}
        assert list(Invitation.objects.all()) == [ours.invitation]


def test_a_person_sees_their_own_memberships_everywhere(ours, theirs):
    elsewhere = make_membership(user=ours.membre.user, organisation=theirs.organisation)
    with open_scope(member_actor(ours.membre.user), organisations=[]):
        assert set(Membership.objects.all()) == {ours.membre, elsewhere}


def test_a_visitor_sees_nothing(ours):
    with open_scope(VISITOR):
        assert not Organisation.objects.exists()
        assert not Membership.objects.exists()
        assert not Invitation.objects.exists()


def test_nobody_writes_into_a_foreign_organisation(ours, theirs):
    with open_scope(member_actor(ours.gestionnaire.user)):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Membership.objects.create(user=ours.membre.user, organisation=theirs.organisation)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            make_invitation(theirs.organisation)
        assert Membership.objects.filter(pk=theirs.membre.pk).update(role="gestionnaire") == 0
        assert Organisation.objects.filter(pk=theirs.organisation.pk).update(name="À nous") == 0


def test_nobody_appoints_oneself(ours, theirs):
    stranger = theirs.membre.user
    with (
        open_scope(member_actor(stranger)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Membership.objects.create(user=stranger, organisation=ours.organisation, role="gestionnaire")


def test_a_platform_administrator_reaches_organisations(ours, theirs):
    with open_scope(replace(VISITOR, platform_administrator=True)):
        assert {ours.organisation, theirs.organisation} <= set(Organisation.objects.all())
