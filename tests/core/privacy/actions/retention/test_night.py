"""The night erases what is due, on the day, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.accounts.models import ApiToken, User
from parvis.core.notifications.models import Outgoing
from parvis.core.organisations.models import Invitation, Membership
from parvis.core.privacy.actions.retention.night import SMALL, dry_run, too_much
from parvis.core.privacy.models import Night, RuleRun
from parvis.kernel import clock
from tests.factories.organisations import make_invitation, make_membership, make_person

TODAY = date(2027, 3, 1)


def seen(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def person(last, **fields):
    return make_person(last_login=last and seen(last), date_joined=seen(date(2020, 1, 1)), **fields)


def crowd(number, last):
    User.objects.bulk_create(
        User(email=f"foule{rank}@exemple.fr", last_login=seen(last), date_joined=seen(last)) for rank in range(number)
    )


def entries():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT label, rule, kind, due, copies_pending, encode(key, 'hex') FROM ledger.entry ORDER BY id"
        )
        return cursor.fetchall()


def test_a_night_erases_what_is_due_and_nothing_else(night):
    due, tomorrow = person(date(2026, 3, 1)), person(date(2026, 3, 2))
    membership = make_membership(due)
    invitation = make_invitation(invited_by=due, created_at=seen(date(2027, 1, 1)))
    counts = night(TODAY)
    assert counts["accounts.User"].done == 1
    assert not User.objects.filter(pk=due.pk).exists()
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert User.objects.filter(pk=tomorrow.pk).exists()
    assert Invitation.objects.get(pk=invitation.pk).invited_by_id is None
    ((label, rule, kind, day, pending, key),) = entries()
    assert (label, rule, kind, day, pending) == ("accounts.User", "accounts.User", "erase", TODAY, 0)
    assert len(key) == 64


def test_a_night_run_again_finds_nothing_to_do(night):
    person(date(2026, 3, 1))
    night(TODAY)
    first = entries()
    assert night(TODAY)["accounts.User"].done == 1, "what the night did in all is still told"
    assert entries() == first
    assert Night.objects.count() == 1
    assert RuleRun.objects.get(rule="accounts.User").done == 1


def test_a_dry_run_changes_nothing(db, acting):
    user = person(date(2026, 3, 1))
    found = {each.rule: each for each in dry_run(TODAY)}["accounts.User"]
    assert (found.due, found.oldest, found.overdue) == (1, TODAY, 0)
    assert User.objects.filter(pk=user.pk).exists()
    assert not entries()
    assert not Night.objects.exists()


def test_who_never_came_is_counted_from_the_creation_of_the_account(night):
    old = make_person(last_login=None, date_joined=seen(date(2026, 3, 1)))
    young = make_person(last_login=None, date_joined=seen(date(2026, 3, 2)))
    night(TODAY)
    assert list(User.objects.filter(pk__in=[old.pk, young.pk])) == [young]


def test_what_lasts_has_no_term_until_it_ends(night):
    member = make_membership(person(date(2027, 2, 1)), since=date(2020, 1, 1))
    left = make_membership(person(date(2027, 2, 1)), since=date(2020, 1, 1), ended_on=date(2026, 3, 1))
    counts = night(TODAY)["organisations.Membership"]
    assert (counts.done, counts.unstarted) == (1, 1)
    assert list(Membership.objects.filter(pk__in=[member.pk, left.pk])) == [member]


def test_each_table_has_its_own_term(night):
    Outgoing.objects.create(
        key="x", recipient="a@b.example", sender="p@b.example", message_id="1", created_on=seen(date(2026, 3, 1))
    )
    kept = make_invitation(created_at=seen(date(2026, 3, 2)))
    make_invitation(created_at=seen(date(2026, 3, 1)))
    live = ApiToken.objects.create(
        name="a", prefix="a", secret_hash="a", scopes=["x"], terms_version="1", created_on=seen(date(2020, 1, 1))
    )
    ApiToken.objects.create(
        name="b",
        prefix="b",
        secret_hash="b",
        scopes=["x"],
        terms_version="1",
        created_on=seen(date(2020, 1, 1)),
        expires_on=seen(date(2028, 1, 1)),
        revoked_on=seen(date(2026, 3, 1)),
    )
    night(TODAY)
    assert not Outgoing.objects.filter(recipient="a@b.example").exists()
    assert list(Invitation.objects.all()) == [kept]
    assert list(ApiToken.objects.all()) == [live]


def test_a_night_far_larger_than_usual_waits_for_two_persons(night):
    crowd(60, date(2026, 3, 1))
    found = night(TODAY)["accounts.User"]
    assert "2 %" in found.stopped
    assert (found.done, found.due) == (0, 60)
    assert User.objects.count() >= 60


@pytest.mark.parametrize("number", [11, 50])
def test_a_small_table_is_not_emptied_without_a_word_from_anybody(night, number):
    crowd(number, date(2026, 3, 1))
    assert night(TODAY)["accounts.User"].done == 0
    assert User.objects.count() >= number


@given(
    total=st.integers(0, 3000),
    due=st.integers(0, 3000),
    left=st.integers(0, 3000),
    usual=st.none() | st.floats(0, 3000),
)
def test_above_a_handful_no_night_ends_a_large_share_nor_all_that_is_left(total, due, left, usual):
    left = min(left, total)
    due = min(due, left)
    reason = too_much(due, rows=total, left=left, usual=usual)
    if due <= SMALL:
        assert not reason, "the smallest installation erases what is due"
    else:
        unusual = usual is not None and due > 3 * usual
        assert bool(reason) is (due * 50 > total or due == left or unusual)


def test_an_event_in_the_future_counts_as_today_and_is_told(night):
    user = person(date(2029, 1, 1))
    found = night(TODAY)["accounts.User"]
    assert found.future == 1
    assert found.next is None or found.next <= date(2028, 3, 1)
    with clock.frozen(datetime(2028, 3, 1, 12, tzinfo=UTC)):
        assert User.objects.filter(pk=user.pk).exists()
