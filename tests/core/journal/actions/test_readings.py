"""Whoever reads people's rows leaves one trace of it, in one insert, without a value."""

import pytest
from django.db import DataError, connection
from django.db.models import Count, F
from django.db.models.functions import Lower, Upper
from django.test.utils import CaptureQueriesContext

from parvis.core.accounts.models import User
from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.organisations.models import Membership, Organisation
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import Reach, open_scope, unnoted
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

READER = Actor(ActorKind.USER, "999999", "Lectrice")


@pytest.fixture
def members(acting):
    organisation = make_organisation()
    return [make_membership(organisation=organisation) for _ in range(3)]


def lines() -> list[JournalEntry]:
    with unnoted():
        return list(JournalEntry.objects.filter(verb="read", actor_key=READER.key).order_by("object_key"))


def everything_seen_by(reader=READER):
    return open_scope(reader, reach=Reach.EVERYTHING)


def pseudonyms(members, key="accounts.User:{0.user_id}"):
    return {known_pseudonyms([key.format(member)])[0] for member in members}


MEMBERSHIP_READS = {
    "models": list,
    "one": lambda rows: [rows.get(pk=row.pk) for row in rows.only("pk")],
    "iterator": lambda rows: list(rows.iterator(chunk_size=2)),
    "values": lambda rows: list(rows.values("role")),
    "values_list": lambda rows: list(rows.values_list("since", "ended_on")),
    "flat": lambda rows: list(rows.values_list("role", flat=True)),
    "named": lambda rows: list(rows.values_list("role", named=True)),
    "deferred": lambda rows: list(rows.only("role")),
    "expression": lambda rows: list(rows.annotate(capital=Upper("role")).values_list("capital", flat=True)),
    "through a reference": lambda rows: list(rows.annotate(what=F("role")).values("what")),
    "from the other side": lambda rows: list(
        Organisation.objects.filter(memberships__in=rows).values_list("name", "memberships__role")
    ),
}


@pytest.mark.parametrize("read", MEMBERSHIP_READS.values(), ids=MEMBERSHIP_READS.keys())
def test_every_way_of_reading_names_every_person(members, read):
    rows = Membership.objects.filter(pk__in=[member.pk for member in members]).order_by("pk")
    with everything_seen_by():
        assert len(read(rows)) == 3
    (line,) = lines()
    assert {str(subject) for subject in line.subjects} == pseudonyms(members)
    assert line.object_key == "organisations.Membership"
    assert line.categories == ["plateforme.organisations.rattachements"]


def test_what_is_added_to_the_query_never_comes_out(members):
    rows = Membership.objects.filter(pk__in=[member.pk for member in members])
    with everything_seen_by():
        assert list(rows.values_list("role")) == [("membre",)] * 3
        assert list(rows.values("role")) == [{"role": "membre"}] * 3
        assert list(rows.values_list("role", flat=True).distinct()) == ["membre"]
        assert list(rows.values("role").annotate(n=Count("pk")).values_list("role", "n")) == [("membre", 3)]
        assert list(rows.order_by("since").values_list("role").distinct()) == [("membre",)]
        both = rows.values_list("role").union(rows.values_list("role"), all=True)
        assert list(both) == [("membre",)] * 6


def test_related_people_are_named_too(members):
    with everything_seen_by():
        list(Membership.objects.filter(pk=members[0].pk).select_related("user", "organisation"))
    assert [line.object_key for line in lines()] == ["accounts.User", "organisations.Membership"]


def test_counting_reads_nobody(members):
    with everything_seen_by():
        assert Membership.objects.count() >= 3
        assert Membership.objects.filter(role="membre").exists()
        list(Membership.objects.values("organisation__name").annotate(n=Count("user")))
        list(User.objects.filter(pk__in=[m.user_id for m in members]).values_list("pk", flat=True))
    assert lines() == []


def test_reading_oneself_leaves_no_line(members):
    me = members[0]
    myself = Actor(ActorKind.USER, str(me.user_id))
    with everything_seen_by(myself):
        User.objects.get(pk=me.user_id)
        Membership.objects.get(pk=me.pk)
    with unnoted():
        assert not JournalEntry.objects.filter(actor_key=myself.key).exists()


def test_reading_oneself_among_others_names_the_others(members):
    me, *others = members
    myself = Actor(ActorKind.USER, str(me.user_id))
    with everything_seen_by(myself):
        list(Membership.objects.filter(organisation_id=me.organisation_id))
    with unnoted():
        line = JournalEntry.objects.get(actor_key=myself.key)
    assert {str(subject) for subject in line.subjects} == pseudonyms(others)


def test_many_readings_are_one_insert(members):
    with CaptureQueriesContext(connection) as queries, everything_seen_by():
        for _ in range(3):
            list(Membership.objects.filter(pk=members[0].pk).select_related("user"))
    assert sum("INSERT INTO journal_entry" in query["sql"] for query in queries) == 1


def test_a_crowd_takes_several_lines_of_the_same_insert(acting, monkeypatch):
    monkeypatch.setattr("parvis.core.journal.actions.readings.SUBJECTS_PER_LINE", 2)
    organisation = make_organisation()
    members = [make_membership(organisation=organisation) for _ in range(5)]
    with everything_seen_by():
        list(Membership.objects.filter(organisation=organisation).values_list(Lower("role")))
    assert sorted(len(line.subjects) for line in lines()) == [1, 2, 2]
    assert {str(subject) for line in lines() for subject in line.subjects} == pseudonyms(members)


def test_reading_the_journal_is_journaled(members):
    with everything_seen_by():
        list(Membership.objects.filter(pk=members[0].pk))
    with everything_seen_by():
        list(JournalEntry.objects.filter(verb="read")[:1])
    assert [line.object_key for line in lines()] == ["journal.JournalEntry", "organisations.Membership"]


def test_no_value_reaches_the_journal(acting):
    from tests.factories.organisations import make_person

    user = make_person(email="canari-7f3a@exemple.fr", first_name="Canari7f3a")
    with everything_seen_by():
        list(User.objects.filter(pk=user.pk))
    with unnoted(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE e::text ILIKE %s) FROM journal_entry e", ["%canari%"])
        total, found = cursor.fetchone()
    assert total >= 1
    assert found == 0


def test_a_job_that_fails_still_tells_what_it_read(members):
    with pytest.raises(ZeroDivisionError), open_scope(READER, reach=Reach.EVERYTHING, channel="job"):
        list(Membership.objects.filter(pk=members[0].pk))
        raise ZeroDivisionError
    assert len(lines()) == 1


def test_a_journal_that_cannot_be_written_is_an_error(members):
    nameless = Actor(ActorKind.CLIENT, "9" * 200)
    with pytest.raises(DataError, match="too long"), open_scope(nameless, reach=Reach.EVERYTHING):
        list(Membership.objects.filter(pk=members[0].pk))
